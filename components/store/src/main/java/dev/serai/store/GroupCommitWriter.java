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
 * <p>Writes are committed in the order of their submission; within a transaction, {@link BatchWrite changes of a kind}
 * are made together. A write that fails by itself is set apart, and the others of its group are committed without it.
 * When the store cannot be written (a full disk, an input/output error, a database that does not answer), or nobody knows
 * what became of a commit, every waiting and later write fails at once, and the store is tried again every second until it
 * can be written.
 */
public final class GroupCommitWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitWriter.class);

    /** Callers beyond this wait, so that a slow disk slows them instead of filling the memory. */
    private static final int QUEUE_CAPACITY = 10_000;

    private static final int LARGEST_GROUP = 2_000;

    private static final int MOST_ATTEMPTS = 5;

    private static final long PROBE_MILLIS = 1_000;

    private static final int PROBE_BYTES = 65_536;

    private final StoreDatabase database;
    private final Executor callbacks;
    private final StoreListeners listeners;
    private final BlockingQueue<PendingWrite<?>> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final PendingWrite<Void> last = new PendingWrite.Alone<>(anySession -> null, (result, problem) -> {});
    private final Thread thread;
    private Connection connection;
    private WriteSession session;
    private volatile StoreException failure;
    private volatile boolean damaged;
    private volatile boolean closed;

    /** When the group that is being committed was begun, by {@link System#nanoTime()}; 0 for none. */
    private volatile long groupBegun;

    GroupCommitWriter(StoreDatabase database, Executor callbacks, StoreListeners listeners) throws SQLException {
        this.database = database;
        this.callbacks = callbacks;
        this.listeners = listeners;
        connect();
        this.thread = new Thread(this::drain, "store-writer");
        thread.setDaemon(true);
        thread.start();
    }

    private void connect() throws SQLException {
        connection = database.connectToWrite();
        connection.setAutoCommit(false);
        session = new WriteSession(connection, database);
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
        submit(new PendingWrite.Alone<>(write, callback));
    }

    /**
     * Like {@link #submit(StoreWrite, StoreCallback)}, for a change that is made together with others of its kind.
     *
     * @param key what it touches, such as the id of an execution: changes of the same key are made in the order of their
     *     submission, those of others in any
     */
    public <I, T> void submit(BatchWrite<I, T> kind, String key, I change, StoreCallback<T> callback) {
        submit(kind, key, 0, change, callback);
    }

    /**
     * Like {@link #submit(BatchWrite, String, Object, StoreCallback)}, for a change that only who has taken something may
     * make. It fails when this process lost what it has, even if it has a new number by then.
     *
     * @param node under which it was taken, as {@link StoreNode#id()} was then; 0 when this process has the store to itself
     */
    public <I, T> void submit(BatchWrite<I, T> kind, String key, int node, I change, StoreCallback<T> callback) {
        submit(new PendingWrite.OfMany<>(kind, key, node, change, callback));
    }

    private void submit(PendingWrite<?> write) {
        StoreException known = failure;
        if (known == null && closed) {
            known = closed();
        }
        if (known != null) {
            fail(write, known);
            return;
        }
        put(write);
        if (!thread.isAlive()) {
            // It may have ended just before the write came in; then nobody else would answer it.
            failWaiting();
        }
    }

    private void put(PendingWrite<?> write) {
        boolean interrupted = false;
        while (true) {
            try {
                queue.put(write);
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
        List<PendingWrite<?>> group = new ArrayList<>();
        boolean ended = false;
        while (!ended) {
            try {
                PendingWrite<?> first = next();
                if (first == null) {
                    look();
                    continue;
                }
                group.add(first);
                queue.drainTo(group, LARGEST_GROUP - 1);
                ended = group.contains(last);
                StoreException known = failure;
                if (known == null) {
                    groupBegun = System.nanoTime();
                    commit(ofThisNode(group));
                    groupBegun = 0;
                } else {
                    group.forEach(write -> fail(write, known));
                }
            } catch (InterruptedException e) {
                break;
            } finally {
                group.clear();
            }
        }
        failWaiting();
    }

    /** The next write; null when it is time to look after the connection first. */
    private PendingWrite<?> next() throws InterruptedException {
        long patience = failure == null ? database.longestSilence().toMillis() : PROBE_MILLIS;
        return patience == 0 ? queue.take() : queue.poll(patience, TimeUnit.MILLISECONDS);
    }

    /** Finds out whether this process can still write, though nobody writes. */
    void lookNow() {
        submit(anySession -> null, (result, problem) -> {});
    }

    private void look() {
        if (failure != null) {
            tryAgain();
            return;
        }
        try {
            database.begin(session);
            connection.rollback();
        } catch (SQLException | StoreException e) {
            fail(List.of(), e);
        }
    }

    /** Finds out whether the store can be written again, by a write that takes room. */
    private void tryAgain() {
        if (damaged) {
            return;
        }
        try {
            closeConnection();
            connect();
            session.update(
                    "INSERT INTO write_probe (id, content) VALUES (1, ?)"
                            + " ON CONFLICT (id) DO UPDATE SET content = excluded.content",
                    new byte[PROBE_BYTES]);
            connection.commit();
            session.update("DELETE FROM write_probe");
            connection.commit();
        } catch (SQLException e) {
            LOG.debug("The store {} still cannot be written: {}", database.name(), e.getMessage());
            return;
        }
        failure = null;
        LOG.info("The store {} can be written again.", database.name());
        deliver(() -> listeners.recovered(this));
    }

    /** Refuses what others go on with, so that the rest can be written. */
    private List<PendingWrite<?>> ofThisNode(List<PendingWrite<?>> group) {
        int node = database.node();
        if (group.stream().noneMatch(write -> write.isOfFormer(node))) {
            return group;
        }
        NodeLostException problem =
                new NodeLostException("Others have taken over what this process did as another node of" + " the store "
                        + database.name() + "; its result is not recorded.");
        group.stream().filter(write -> write.isOfFormer(node)).forEach(write -> fail(write, problem));
        return group.stream().filter(write -> !write.isOfFormer(node)).toList();
    }

    private void commit(List<PendingWrite<?>> group) {
        Exception problem = tryCommit(group);
        for (int attempt = 2; problem != null && database.isPassing(problem) && attempt <= MOST_ATTEMPTS; attempt++) {
            LOG.debug("{} writes are done again: {}", group.size(), problem.getMessage());
            problem = rollBack() ? tryCommit(group) : problem;
        }
        if (problem == null) {
            group.forEach(write -> deliver(write::succeed));
        } else if (group.size() > 1 && rollBack() && !concernsTheStore(problem)) {
            commitEach(List.copyOf(group));
        } else {
            fail(group, problem);
        }
    }

    private void commitEach(List<PendingWrite<?>> group) {
        for (PendingWrite<?> write : group) {
            StoreException known = failure;
            if (known == null) {
                commit(List.of(write));
            } else {
                fail(write, known);
            }
        }
    }

    /** Runs and commits; null when that went well. A write with a mistake of its own must not end the writer's thread. */
    private Exception tryCommit(List<PendingWrite<?>> group) {
        try {
            database.begin(session);
            WriteGroup.run(group, session);
            Failpoint.BEFORE_COMMIT.reached();
            connection.commit();
            Failpoint.AFTER_COMMIT.reached();
            return null;
        } catch (SQLException | RuntimeException e) {
            return e;
        }
    }

    private void fail(List<PendingWrite<?>> group, Exception cause) {
        rollBack();
        StoreException problem = problem(cause);
        if (concernsTheStore(cause)) {
            failure = problem;
            damaged = database.isDamaged(cause);
            LOG.error(problem.getMessage());
            deliver(() -> listeners.failed(this, problem));
        }
        group.forEach(write -> fail(write, problem));
    }

    private boolean concernsTheStore(Exception cause) {
        return cause instanceof NodeLostException || database.concernsTheStore(cause);
    }

    private StoreException problem(Exception cause) {
        if (cause instanceof StoreException known) {
            return known;
        }
        return cause instanceof SQLException
                ? database.writeFailed(cause)
                : new StoreException(
                        "A change of the store " + database.name() + " could not be made: " + cause.getMessage(),
                        cause);
    }

    private void fail(PendingWrite<?> write, StoreException problem) {
        deliver(() -> write.fail(problem));
    }

    private void deliver(Runnable callback) {
        try {
            callbacks.execute(callback);
        } catch (RejectedExecutionException e) {
            // The application has ended its threads before the store: nobody is left who waits.
            LOG.debug("A callback of the store {} came too late.", database.name());
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
        StoreException problem = failure != null ? failure : closed();
        List<PendingWrite<?>> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        waiting.forEach(write -> fail(write, problem));
    }

    private StoreException closed() {
        return new StoreException("The store " + database.name() + " is closed.");
    }

    /** Commits what was submitted before, then ends. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            while (thread.isAlive() && !queue.offer(last, PROBE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.info("The store {} still has {} writes to do before it closes.", database.name(), queue.size());
            }
            thread.join(10_000);
            closeConnection();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeConnection() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("The connection to the store {} did not close cleanly: {}", database.name(), e.getMessage());
        }
    }
}
