/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.storage;

import java.time.Instant;

/**
 * A file as its storage knows it.
 *
 * @param path from the storage's base
 * @param size in bytes
 * @param modified when it was last written, as exactly as the storage says
 */
public record StoredFile(String path, long size, Instant modified) {}
