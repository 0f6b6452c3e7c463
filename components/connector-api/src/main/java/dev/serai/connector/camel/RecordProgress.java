/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.state.Checkpoint;
import dev.serai.connector.state.CheckpointStore;
import java.util.Optional;

/**
 * How far one poll of a source has come, saved now and then. It begins where the store says that the last one ended, so
 * that whatever happened to the source in between counts. Used by one thread.
 */
final class RecordProgress {

    private final CheckpointStore store;
    private final String source;
    private final int every;
    private Optional<Checkpoint> saved;
    private String position;
    private int unsaved;
    private boolean moved;

    RecordProgress(CheckpointStore store, String source, int every) {
        this.store = store;
        this.source = source;
        this.every = every;
        this.saved = store.load(source);
    }

    /** Of the last record that was completed and saved before this poll; empty for none. */
    Optional<String> begin() {
        return saved.map(Checkpoint::position);
    }

    /** A record is completed, as all before it are. */
    void completed(String recordPosition) {
        position = recordPosition;
        unsaved++;
        if (unsaved >= every) {
            save();
        }
    }

    /** Saves the position of the last completed record, unless it is saved already. */
    void save() {
        if (unsaved == 0 || moved) {
            return;
        }
        Optional<Checkpoint> next = store.save(source, saved, position);
        moved = next.isEmpty();
        saved = next;
        unsaved = 0;
    }

    /** Whether somebody else moved or reset the source, so that this poll is over and what it has not saved is void. */
    boolean moved() {
        return moved;
    }
}
