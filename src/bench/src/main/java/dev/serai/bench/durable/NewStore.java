/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

/** Makes an empty store for one more contender. */
interface NewStore {

    JobStore make() throws Exception;
}
