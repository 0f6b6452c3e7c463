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
     * @param reader under whose name the position is kept
     * @param identity names the file and what it holds now
     */
    FileProgress(CheckpointStore store, String reader, String path, String identity, int every) {
        this.store = store;
        this.source = source(reader, path);
        this.identity = identity;
        this.every = every;
        this.saved = store.load(this.source);
        this.completed = saved.map(Checkpoint::position).map(this::completedIn).orElse(0L);
    }

    /** The name of a file's position; a long one is cut, for the identity tells files apart. */
    private static String source(String reader, String path) {
        String source = reader + ":" + path;
        return source.substring(0, Math.min(source.length(), LONGEST_SOURCE));
    }

    /** The file whose position is kept under a name; empty for the name of something else, or one that was cut. */
    static Optional<String> path(String reader, String source) {
        return source.startsWith(reader + ":") && source.length() < LONGEST_SOURCE
                ? Optional.of(source.substring(reader.length() + 1))
                : Optional.empty();
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
