/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A store in a folder.
 *
 * @param directory holds the store's files; made, readable by its owner alone, when missing
 * @param largestSize in bytes, beyond which writes fail as on a full disk; 0 for no limit
 */
public record SqliteSettings(Path directory, long largestSize) implements StoreSettings {

    /** A store without a limit of its own. */
    public SqliteSettings(Path directory) {
        this(directory, 0);
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public SqliteStore open(Executor callbacks) {
        return SqliteStore.open(this, callbacks);
    }

    @Override
    public Optional<Store> tryOpen(Executor callbacks) {
        try {
            return Optional.of(open(callbacks));
        } catch (StoreInUseException e) {
            return Optional.empty();
        }
    }

    @Override
    public StoreClient client() {
        return StoreClient.of(this);
    }
}
