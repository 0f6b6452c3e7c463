/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps a second process off the store. It is a lock of the operating system, so it is gone when its process is,
 * however that ended; the file's text says who holds it.
 */
final class StoreLock implements AutoCloseable {

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws StoreInUseException when another process holds it, naming that process */
    static StoreLock acquire(Path directory) {
        return tryAcquire(directory)
                .orElseThrow(() -> new StoreInUseException("The store in " + directory + " is in use by another Serai ("
                        + holder(directory) + "). One runtime uses a store at a time: stop that one first, or run"
                        + " this one on another workspace."));
    }

    static Optional<StoreLock> tryAcquire(Path directory) {
        Path file = directory.resolve("lock");
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(description().getBytes(StandardCharsets.UTF_8)), 0);
            return Optional.of(new StoreLock(channel));
        } catch (IOException e) {
            throw new StoreException(
                    "The store's lock " + file + " cannot be written: " + e.getMessage()
                            + ". Give this user the right to write the folder.",
                    e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String description() {
        return "process " + ProcessHandle.current().pid() + ", started "
                + ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    }

    private static String holder(Path directory) {
        try {
            return Files.readString(directory.resolve("lock")).strip();
        } catch (IOException e) {
            return "its process is not known";
        }
    }

    @Override
    public void close() {
        try {
            // Closing the channel releases the lock; a channel that is closed already is left alone.
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
