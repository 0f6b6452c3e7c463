/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.apache.commons.pool2.PooledObjectFactory;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/**
 * Connections to a server that are used by one caller at a time, and kept for the next. One on which a call failed is kept
 * only when the server has answered, so that everybody knows what state it is in. Thread-safe.
 *
 * @param <C> the connection
 */
public final class ConnectionPool<C> implements AutoCloseable {

    private final GenericObjectPool<C> pool;

    /**
     * @param most how many there are at once
     * @param wait for a free one
     */
    public ConnectionPool(PooledObjectFactory<C> connections, int most, Duration wait) {
        GenericObjectPoolConfig<C> settings = new GenericObjectPoolConfig<>();
        settings.setMaxTotal(most);
        settings.setMaxIdle(most);
        settings.setMaxWait(wait);
        settings.setTestOnBorrow(true);
        settings.setJmxEnabled(false);
        this.pool = new GenericObjectPool<>(connections, settings);
    }

    /**
     * Something that is done on one connection.
     *
     * @param <C> the connection
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Call<C, T> {

        T on(C connection) throws IOException;
    }

    /** @throws IOException that of the call, or when there is no connection: none can be opened, or none comes back in time */
    public <T> T call(Call<C, T> call) throws IOException {
        C connection = take();
        T result = tried(connection, call);
        pool.returnObject(connection);
        return result;
    }

    /**
     * Opens a stream, with which the connection is held until somebody closes it.
     *
     * @param reusable whether the connection is as it was, once the stream is closed
     */
    public <S extends InputStream> InputStream stream(Call<C, S> open, Predicate<S> reusable) throws IOException {
        C connection = take();
        return new HeldStream<>(tried(connection, open), connection, reusable);
    }

    private <T> T tried(C connection, Call<C, T> call) throws IOException {
        try {
            return call.on(connection);
        } catch (FileAlreadyExistsException | NoSuchFileException | AccessDeniedException | RefusedPathException e) {
            pool.returnObject(connection);
            throw e;
        } catch (SocketException | SocketTimeoutException e) {
            discard(connection);
            throw new ConnectionLostException(e);
        } catch (IOException | RuntimeException e) {
            discard(connection);
            throw e;
        }
    }

    private C take() throws IOException {
        try {
            return pool.borrowObject();
        } catch (IOException | RuntimeException e) {
            if (e instanceof NoSuchElementException && e.getCause() == null) {
                throw new IOException("all " + pool.getMaxTotal() + " connections are in use", e);
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the wait for a connection was interrupted").initCause(e);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private void discard(C connection) {
        try {
            pool.invalidateObject(connection);
        } catch (Exception e) {
            throw new IllegalStateException("A connection cannot be closed.", e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** A file that is read, with the connection that it is read on. */
    private final class HeldStream<S extends InputStream> extends FilterInputStream {

        private final S content;
        private final Predicate<S> reusable;
        private C connection;

        HeldStream(S content, C connection, Predicate<S> reusable) {
            super(content);
            this.content = content;
            this.connection = connection;
            this.reusable = reusable;
        }

        @Override
        public void close() throws IOException {
            C held = connection;
            if (held == null) {
                return;
            }
            connection = null;
            try {
                super.close();
            } catch (IOException | RuntimeException e) {
                discard(held);
                throw e;
            }
            if (reusable.test(content)) {
                pool.returnObject(held);
            } else {
                discard(held);
            }
        }
    }
}
