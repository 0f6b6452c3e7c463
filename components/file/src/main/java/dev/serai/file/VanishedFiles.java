/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.state.Checkpoint;
import dev.serai.connector.state.CheckpointStore;
import dev.serai.file.storage.RefusedPathException;
import dev.serai.file.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives up the positions in files that went away half-read, which nobody would look at again. Used by one thread. */
final class VanishedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(VanishedFiles.class);

    /** So long a file may be away and still go on where it stopped: a folder is mounted again, a failed file put back. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Storage storage;
    private final CheckpointStore checkpoints;
    private final String reader;
    private long next = System.nanoTime();

    VanishedFiles(Storage storage, CheckpointStore checkpoints, String reader) {
        this.storage = storage;
        this.checkpoints = checkpoints;
        this.reader = reader;
    }

    /** Looks for them, unless that was done a short while ago. */
    void forget() {
        if (System.nanoTime() - next < 0) {
            return;
        }
        next = System.nanoTime() + INTERVAL.toNanos();
        Instant old = Instant.now().minus(PATIENCE);
        for (Checkpoint checkpoint : checkpoints.list()) {
            Optional<String> path = FileProgress.path(reader, checkpoint.source());
            if (path.isPresent() && checkpoint.savedAt().isBefore(old) && isGone(path.get())) {
                LOG.info("The file {} is gone; its position is forgotten.", path.get());
                boolean unused = checkpoints.reset(checkpoint.source());
            }
        }
    }

    private boolean isGone(String path) {
        try {
            // A folder that is away as a whole says nothing of its files.
            storage.check();
            Object unused = storage.stat(path);
            return false;
        } catch (NoSuchFileException | RefusedPathException e) {
            return true;
        } catch (IOException e) {
            LOG.debug("Whether the file {} is gone cannot be told now.", path, e);
            return false;
        }
    }
}
