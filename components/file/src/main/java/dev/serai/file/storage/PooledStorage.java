/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.commons.pool2.PooledObjectFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of a server that keeps connections, on which one caller at a time does something. Files are written under another
 * name and renamed. A place is what the server calls a file; a path begins at the folder.
 *
 * @param <C> the connection
 */
public abstract class PooledStorage<C> implements Storage {

    private static final Logger LOG = LoggerFactory.getLogger(PooledStorage.class);

    private final PooledObjectFactory<C> connections;
    private final int most;
    private final Duration wait;
    private ConnectionPool<C> pool;

    /**
     * @param most how many connections there are at once
     * @param wait for a free one
     */
    protected PooledStorage(PooledObjectFactory<C> connections, int most, Duration wait) {
        this.connections = connections;
        this.most = most;
        this.wait = wait;
    }

    @Override
    public final void open() throws IOException {
        pool = new ConnectionPool<>(connections, most, wait);
        try {
            check();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public final void close() {
        if (pool != null) {
            pool.close();
        }
    }

    @Override
    public final Arrival arrival() {
        return Arrival.OTHER_CLOCK;
    }

    /** Does something on a connection. */
    protected final <T> T call(ConnectionPool.Call<C, T> call) throws IOException {
        return pool.call(call);
    }

    /**
     * Opens a stream on a connection, which is held until the stream is closed.
     *
     * @param reusable whether the connection is as it was, once the stream is closed
     */
    protected final <S extends InputStream> InputStream stream(ConnectionPool.Call<C, S> open, Predicate<S> reusable)
            throws IOException {
        return pool.stream(open, reusable);
    }

    @Override
    public final long write(String path, Content content, boolean replace) throws IOException {
        return call(connection -> {
            String target = place(connection, path);
            if (!replace) {
                requireFree(connection, target, path);
            }
            makeFolders(connection, target);
            String temporary = StoragePath.temporaryBeside(target);
            boolean named = false;
            try {
                long bytes = send(connection, temporary, content);
                name(connection, temporary, target, path, replace);
                named = true;
                return bytes;
            } finally {
                if (!named) {
                    clear(temporary);
                }
            }
        });
    }

    /** What is left of a failed write, by another connection, for the first may be lost, and others together with it. */
    private void clear(String temporary) {
        IOException failure = null;
        for (int attempt = 0; attempt <= most; attempt++) {
            try {
                call(connection -> {
                    remove(connection, temporary);
                    return null;
                });
                return;
            } catch (ConnectionLostException e) {
                failure = e;
            } catch (IOException e) {
                failure = e;
                break;
            }
        }
        LOG.warn("What is left of a failed write stays as {}: {}", temporary, failure.getMessage());
    }

    /** Where a file lies or is to lie. */
    protected abstract String place(C connection, String path) throws IOException;

    /** @throws java.nio.file.FileAlreadyExistsException when there is something */
    protected abstract void requireFree(C connection, String place, String path) throws IOException;

    /** Makes the folders of a place that are missing. */
    protected abstract void makeFolders(C connection, String place) throws IOException;

    /** Writes a file; gives the number of bytes once the server has said that it has all of them. */
    protected abstract long send(C connection, String place, Content content) throws IOException;

    /** Gives the file at a place another, at once where the server can. */
    protected abstract void name(C connection, String place, String target, String path, boolean replace)
            throws IOException;

    /** Removes a file; whether it was there does not matter. */
    protected abstract void remove(C connection, String place) throws IOException;
}
