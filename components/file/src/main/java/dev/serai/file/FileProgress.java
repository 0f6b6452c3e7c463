/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.state.Checkpoint;
import dev.serai.connector.state.CheckpointStore;
import java.util.Optional;

/** How many records of one file are done, saved now and then. Used by one thread. */
final class FileProgress {

    /** What a {@link CheckpointStore} takes. */
    private static final int LONGEST_SOURCE = 800;

    private final CheckpointStore store;
    private final String source;
    private final String identity;
    private final int every;
    private Optional<Checkpoint> saved;
    private long completed;

    /**
     * @param source under which name the position is kept; a long one is cut, for the identity tells files apart
     * @param identity names the file and what it holds now
     */
    FileProgress(CheckpointStore store, String source, String identity, int every) {
        this.store = store;
        this.source = source.substring(0, Math.min(source.length(), LONGEST_SOURCE));
        this.identity = identity;
        this.every = every;
        this.saved = store.load(this.source);
        this.completed = saved.map(Checkpoint::position).map(this::completedIn).orElse(0L);
    }

    private long completedIn(String position) {
        int space = position.indexOf(' ');
        return position.substring(space + 1).equals(identity) ? Long.parseLong(position.substring(0, space)) : 0;
    }

    /** The number of the last record that is done, as all before it are; 0 for none. */
    long completed() {
        return completed;
    }

    /** Saves where the file is, unless that was done a short while ago. */
    void save(long number) {
        if (number - completed >= every) {
            saveNow(number);
        }
    }

    /** The file is over. */
    void forget() {
        if (saved.isPresent()) {
            boolean unused = store.reset(source);
        }
    }

    void saveNow(long number) {
        if (number > completed) {
            completed = number;
            // Somebody who reset the source meanwhile has the file read once more, from its beginning.
            saved = store.save(source, saved, number + " " + identity);
        }
    }
}
