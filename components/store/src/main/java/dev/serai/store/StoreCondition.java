/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.time.Duration;

/**
 * How a store fares at a moment.
 *
 * @param failure why it cannot be written; null when it can
 * @param waiting writes that wait for a commit
 * @param commitTakes how long the commit that is under way has taken so far; zero when there is none
 */
public record StoreCondition(StoreException failure, int waiting, Duration commitTakes) {}
