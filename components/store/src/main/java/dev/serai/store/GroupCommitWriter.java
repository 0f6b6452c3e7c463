/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store's only writer: one thread that takes all writes that wait, runs them in one transaction, commits once, and
 * then tells each caller. While one commit is on its way to the disk the next group gathers, so throughput grows with
 * the number of callers while a lone caller pays for one commit.
 *
 * <p>Writes are committed in the order of their submission. A write that fails by itself is set apart, and the others
 * of its group are committed without it. When the file cannot be written (a full disk, an input/output error), every
 * waiting and later write fails at once, and the file is tried again every second until it can be written.
 */
public final class GroupCommitWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitWriter.class);

    /** Callers beyond this wait, so that a slow disk slows them instead of filling the memory. */
    private static final int QUEUE_CAPACITY = 10_000;

    private static final int LARGEST_GROUP = 2_000;

    private static final long PROBE_MILLIS = 1_000;

    private final ConnectionSource connections;
    private final Executor callbacks;
    private final String file;
    private final Listener listener;
    private final BlockingQueue<Entry<?>> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final Thread thread;
    private Connection connection;
    private WriteSession session;
    private volatile StoreException failure;
    private volatile boolean damaged;
    private volatile boolean closed;

    /** When the group that is being committed was begun, by {@link System#nanoTime()}; 0 for none. */
    private volatile long groupBegun;

    GroupCommitWriter(ConnectionSource connections, String file, Executor callbacks, Listener listener)
            throws SQLException {
        this.connections = connections;
        this.file = file;
        this.callbacks = callbacks;
        this.listener = listener;
        connect();
        this.thread = new Thread(this::drain, "store-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Makes the connection that writes. */
    interface ConnectionSource {
        Connection open() throws SQLException;
    }

    /** Told on the callbacks' threads when the file cannot be written, and when it can again. */
    interface Listener {
        void failed(StoreException failure);

        void recovered();
    }

    private void connect() throws SQLException {
        connection = connections.open();
        connection.setAutoCommit(false);
        session = new WriteSession(connection);
    }

    /** How the writer fares now. */
    StoreCondition condition() {
        long begun = groupBegun;
        return new StoreCondition(
                failure, queue.size(), begun == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - begun));
    }

    /**
     * Hands a write over and returns at once, unless the queue is full. A caller that is interrupted hands it over all the
     * same: whoever hands over one after another must not lose one of them in the middle.
     */
    public <T> void submit(StoreWrite<T> write, StoreCallback<T> callback) {
        Entry<T> entry = new Entry<>(write, callback);
        StoreException known = failure;
        if (known == null && closed) {
            known = new StoreException("The store " + file + " is closed.");
        }
        if (known != null) {
            entry.fail(known);
            return;
        }
        put(entry);
        if (!thread.isAlive()) {
            // It may have ended just before the entry came in; then nobody else would answer it.
            failWaiting();
        }
    }

    private void put(Entry<?> entry) {
        boolean interrupted = false;
        while (true) {
            try {
                queue.put(entry);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs a write and waits until it is durable.
     *
     * @throws StoreException when it is not
     */
    public <T> T await(StoreWrite<T> write) {
        return await(submit(write));
    }

    /**
     * Waits until a write is durable that was handed over.
     *
     * @throws StoreException when it is not
     */
    public static <T> T await(CompletableFuture<T> written) {
        try {
            return written.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException known ? known : e;
        }
    }

    /**
     * Hands a write over like {@link #submit(StoreWrite, StoreCallback)}.
     *
     * @return completes when it is durable, or with a {@link StoreException}
     */
    public <T> CompletableFuture<T> submit(StoreWrite<T> write) {
        CompletableFuture<T> written = new CompletableFuture<>();
        submit(write, (result, problem) -> {
            if (problem == null) {
                written.complete(result);
            } else {
                written.completeExceptionally(problem);
            }
        });
        return written;
    }

    private void drain() {
        List<Entry<?>> group = new ArrayList<>();
        boolean last = false;
        while (!last) {
            try {
                Entry<?> first = failure == null ? queue.take() : queue.poll(PROBE_MILLIS, TimeUnit.MILLISECONDS);
                if (first == null) {
                    tryAgain();
                    continue;
                }
                group.add(first);
                queue.drainTo(group, LARGEST_GROUP - 1);
                last = group.stream().anyMatch(entry -> entry.last);
                StoreException known = failure;
                if (known == null) {
                    groupBegun = System.nanoTime();
                    commit(group);
                    groupBegun = 0;
                } else {
                    group.forEach(entry -> entry.fail(known));
                }
            } catch (InterruptedException e) {
                break;
            } finally {
                group.clear();
            }
        }
        failWaiting();
    }

    /** Finds out whether the file can be written again, by a write that takes room. */
    private void tryAgain() {
        if (damaged) {
            return;
        }
        try {
            connection.close();
            connect();
            session.update("INSERT OR REPLACE INTO write_probe (id, content) VALUES (1, zeroblob(65536))");
            connection.commit();
            session.update("DELETE FROM write_probe");
            connection.commit();
        } catch (SQLException e) {
            LOG.debug("The store {} still cannot be written: {}", file, e.getMessage());
            return;
        }
        failure = null;
        LOG.info("The store {} can be written again.", file);
        deliver(listener::recovered);
    }

    private void commit(List<Entry<?>> group) {
        try {
            for (Entry<?> entry : group) {
                entry.run(session);
            }
            Failpoint.BEFORE_COMMIT.reached();
            connection.commit();
            Failpoint.AFTER_COMMIT.reached();
        } catch (SQLException e) {
            if (group.size() > 1 && rollBack() && !SqliteErrors.concernsTheFile(e)) {
                group.forEach(entry -> commit(List.of(entry)));
            } else {
                fail(group, e);
            }
            return;
        }
        group.forEach(entry -> deliver(entry::succeed));
    }

    private void fail(List<Entry<?>> group, SQLException cause) {
        rollBack();
        StoreException problem = SqliteErrors.writeFailed(file, cause);
        if (SqliteErrors.concernsTheFile(cause)) {
            failure = problem;
            damaged = SqliteErrors.isDamaged(cause);
            LOG.error(problem.getMessage());
            deliver(() -> listener.failed(problem));
        }
        group.forEach(entry -> entry.fail(problem));
    }

    private void deliver(Runnable callback) {
        try {
            callbacks.execute(callback);
        } catch (RejectedExecutionException e) {
            // The application has ended its threads before the store: nobody is left who waits.
            LOG.debug("A callback of the store {} came too late.", file);
        }
    }

    private boolean rollBack() {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            LOG.debug("Nothing to roll back: {}", e.getMessage());
            return false;
        }
    }

    private void failWaiting() {
        StoreException problem = failure != null ? failure : new StoreException("The store " + file + " is closed.");
        List<Entry<?>> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        waiting.forEach(entry -> entry.fail(problem));
    }

    /** Commits what was submitted before, then ends. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        Entry<Void> last = new Entry<>(anySession -> null, (result, problem) -> {});
        last.last = true;
        closed = true;
        try {
            while (thread.isAlive() && !queue.offer(last, PROBE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.info("The store {} still has {} writes to do before it closes.", file, queue.size());
            }
            thread.join(10_000);
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.warn("The store {} did not close cleanly: {}", file, e.getMessage());
        }
    }

    private final class Entry<T> {
        private final StoreWrite<T> write;
        private final StoreCallback<T> callback;
        private boolean last;
        private T result;

        Entry(StoreWrite<T> write, StoreCallback<T> callback) {
            this.write = write;
            this.callback = callback;
        }

        void run(WriteSession writeSession) throws SQLException {
            result = write.apply(writeSession);
        }

        void succeed() {
            callback.done(result, null);
        }

        void fail(StoreException problem) {
            deliver(() -> callback.done(null, problem));
        }
    }
}
