/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * A place for files. Paths begin at its base and have slashes between their parts; none is absolute or has the part
 * {@code ..}. Whoever reads sees all of a file or none of it, and a write that failed leaves what was there before.
 * Thread-safe.
 *
 * <p>Failures are those of {@code java.nio.file}: {@link java.nio.file.NoSuchFileException},
 * {@link java.nio.file.FileAlreadyExistsException}, {@link java.nio.file.AccessDeniedException},
 * {@link RefusedPathException}, {@link UnreachableException}, {@link LoginRefusedException}, {@link ConnectionLostException},
 * and {@link IOException} for all else. Calls end when their
 * thread is interrupted, or after the storage's own time-outs.
 */
public interface Storage extends AutoCloseable {

    /** Connects to it, and makes its base when that is wanted. */
    void open() throws IOException;

    /** Fails when files can not be read and written now. */
    void check() throws IOException;

    /** Names it within a sentence: {@code the folder /data}. */
    String description();

    /** What tells that a file is complete. */
    Arrival arrival();

    /** The largest unit in which it may have told the moments of the files that it listed last. */
    default ChronoUnit momentsIn() {
        return ChronoUnit.SECONDS;
    }

    /** How a file comes to be there. */
    enum Arrival {
        /** All at once. */
        WHOLE,
        /** Bit by bit, with moments by the clock of this machine. */
        OUR_CLOCK,
        /** Bit by bit, with moments by another clock. */
        OTHER_CLOCK
    }

    /**
     * Lists files by their paths, in their order as texts. Files that are being written are none yet.
     *
     * @return read as it goes; whoever asked closes it. May fail with an {@link java.io.UncheckedIOException}
     */
    Stream<StoredFile> list(Selection selection) throws IOException;

    /** @throws java.nio.file.NoSuchFileException when it is not there or is no file */
    StoredFile stat(String path) throws IOException;

    /** Opens a file; whoever asked closes it. */
    InputStream read(String path) throws IOException;

    /**
     * Writes a file; folders are made as needed.
     *
     * @param replace whether one that is there is replaced
     * @return the number of bytes
     * @throws java.nio.file.FileAlreadyExistsException when it is there and not to be replaced
     */
    long write(String path, Content content, boolean replace) throws IOException;

    /** Removes a file; gives false when there was none. */
    boolean delete(String path) throws IOException;

    /**
     * Gives a file another path.
     *
     * @throws java.nio.file.FileAlreadyExistsException when one is there and not to be replaced
     */
    void move(String source, String target, boolean replace) throws IOException;

    /**
     * Makes another file with the same content.
     *
     * @throws java.nio.file.FileAlreadyExistsException when one is there and not to be replaced
     */
    default void copy(String source, String target, boolean replace) throws IOException {
        try (InputStream content = read(source)) {
            long unused = write(target, content::transferTo, replace);
        }
    }

    @Override
    void close();
}
