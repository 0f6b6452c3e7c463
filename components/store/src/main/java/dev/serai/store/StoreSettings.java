/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.util.Optional;
import java.util.concurrent.Executor;

/** Where a store lies, and how it is reached. */
public sealed interface StoreSettings permits SqliteSettings, PostgresSettings {

    /** Whether several processes may have the store open at the same time, each as a node. */
    boolean isShared();

    /**
     * Opens the store, making it when there is none.
     *
     * @param callbacks runs what waits for a write; must not run it on the calling thread once callers submit writes
     *     without waiting: that thread is the writer's
     * @throws StoreException when another process has a store that is not shared, it cannot be reached, is of another program, or was written by
     *     a newer Serai
     */
    Store open(Executor callbacks);

    /** Like {@link #open}, but empty when another process uses it. */
    Optional<Store> tryOpen(Executor callbacks);

    /**
     * Looks into the store from outside. Where there is none, this or the first look fails with a {@link StoreException}.
     */
    StoreClient client();
}
