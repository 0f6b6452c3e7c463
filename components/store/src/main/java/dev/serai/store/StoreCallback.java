/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

/** Told once what became of a write. */
@FunctionalInterface
public interface StoreCallback<T> {

    /**
     * Called after the commit, on the executor that the store was opened with.
     *
     * @param result what the write gave back; null when it failed
     * @param failure null when the write is durable; otherwise it is not, or nobody knows
     */
    void done(T result, StoreException failure);
}
