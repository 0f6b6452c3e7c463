/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Counts the transactions that a store commits, from outside: SQLite counts them in the header of the index of its
 * write-ahead log. See https://www.sqlite.org/walformat.html.
 *
 * <p>It must be closed after the store. The operating system drops a process's locks on a file when the process closes
 * any of its handles, and SQLite holds locks on this one.
 */
public final class CommitCounter implements AutoCloseable {

    private static final int TRANSACTIONS_AT = 8;

    private final FileChannel index;

    /** @param store the file of an open store */
    public CommitCounter(Path store) {
        try {
            index = FileChannel.open(store.resolveSibling(store.getFileName() + "-shm"), StandardOpenOption.READ);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many transactions were committed since some moment before the counter was made. */
    public long commits() {
        ByteBuffer number = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
        try {
            index.read(number, TRANSACTIONS_AT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Integer.toUnsignedLong(number.getInt(0));
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
