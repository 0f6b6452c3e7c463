/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.apache.commons.pool2.PooledObjectFactory;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/**
 * Connections to a server that are used by one caller at a time, and kept for the next. Thread-safe.
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

    /** @throws IOException when none can be opened, or none comes back in time */
    public C take() throws IOException {
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

    /** Gives one back that is as it was. */
    public void giveBack(C connection) {
        pool.returnObject(connection);
    }

    /** Closes one of which nobody knows what state it is in. */
    public void discard(C connection) {
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
}
