/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * How a store is opened.
 *
 * @param directory holds the store's files; made, readable by its owner alone, when missing
 * @param callbacks runs what waits for a write; must not run it on the calling thread
 * @param largestSize in bytes, beyond which writes fail as on a full disk; 0 for no limit
 */
public record StoreSettings(Path directory, Executor callbacks, long largestSize) {}
