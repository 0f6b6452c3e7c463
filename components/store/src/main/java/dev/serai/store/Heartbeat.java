/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says again and again that this process lives, and looks whether the others do that share the store. Whose beat has stood
 * still for longer than a lease is dead, by the clock of whoever looks: so no two clocks are ever compared. A process that
 * died on this machine is known at once. Thread-safe.
 */
final class Heartbeat implements StoreNode, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    /** A missed beat alone must end no lease, and a take-over must come within three beats. */
    private static final double LEASE_IN_BEATS = 2.25;

    /** What takes effect later here than there: never less than nothing, because it is measured from before. */
    private static final double PATIENCE_IN_BEATS = 2.3;

    private static final double MARGIN_IN_BEATS = 0.5;
    private static final int LOOKS_IN_A_BEAT = 4;

    /** Whoever holds a dead process's row is about to be ended; this one must go on saying that it lives meanwhile. */
    private static final Duration LONGEST_WAIT_FOR_ROW = Duration.ofMillis(50);

    private final PostgresDatabase database;
    private final StoreListeners listeners;
    private final Executor callbacks;
    private final Runnable whenLost;
    private final Duration interval;
    private final Lease lease;
    private final ScheduledExecutorService thread;
    private final List<Runnable> whenOthersGo = new CopyOnWriteArrayList<>();
    private final Map<Integer, Seen> others = new HashMap<>();
    private volatile Set<Integer> seen = Set.of();
    private Connection connection;
    private Lease.Moment lastBeat;
    private volatile StoreException failure;

    /** @param whenLost is called when others think that this process is dead, as long as they do; must not block */
    Heartbeat(
            PostgresDatabase database,
            Duration interval,
            StoreListeners listeners,
            Executor callbacks,
            Runnable whenLost) {
        this.whenLost = whenLost;
        this.database = database;
        this.interval = interval;
        this.listeners = listeners;
        this.callbacks = callbacks;
        this.lease = new Lease(beats(LEASE_IN_BEATS), beats(MARGIN_IN_BEATS));
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "store-heartbeat");
            made.setDaemon(true);
            return made;
        });
    }

    private Duration beats(double count) {
        return Duration.ofNanos((long) (interval.toNanos() * count));
    }

    /** Another process, and since when its beat has been what it is. */
    private record Seen(String name, long beat, ProcessIdentity process, long sinceNanos) {}

    /** Says for the first time that this process lives, and looks for the dead, before anything else is done. */
    void start() throws SQLException {
        look();
        long period = interval.dividedBy(LOOKS_IN_A_BEAT).toMillis();
        var unused = thread.scheduleWithFixedDelay(this::lookSafely, period, period, TimeUnit.MILLISECONDS);
    }

    private void lookSafely() {
        try {
            look();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The store {} could not be told that this process lives: {}", database.name(), e.getMessage());
            disconnect();
        }
        tellOfLease();
    }

    private synchronized void look() throws SQLException {
        if (connection == null) {
            connection = database.connectToBeat(interval, LONGEST_WAIT_FOR_ROW);
        }
        if (lastBeat == null || lastBeat.age().compareTo(interval) >= 0 || !lease.isSafe()) {
            beat();
        }
        lookAtOthers();
    }

    private void beat() throws SQLException {
        Lease.Moment begun = Lease.Moment.now();
        int node = database.node();
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE node SET beat = beat + 1 WHERE id = ?")) {
            statement.setInt(1, node);
            if (statement.executeUpdate() == 0) {
                whenLost.run();
            } else if (node == database.node()) {
                lastBeat = begun;
                lease.renew(begun);
            }
        }
    }

    private void lookAtOthers() throws SQLException {
        Map<Integer, Seen> now = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT id, name, beat, machine, process, process_began FROM node WHERE id <> ?")) {
            statement.setInt(1, database.node());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ProcessIdentity process = new ProcessIdentity(rows.getString(4), rows.getLong(5), rows.getLong(6));
                    Seen before = others.get(rows.getInt(1));
                    long beat = rows.getLong(3);
                    now.put(
                            rows.getInt(1),
                            before != null && before.beat == beat
                                    ? before
                                    : new Seen(rows.getString(2), beat, process, System.nanoTime()));
                }
            }
        }
        boolean gone = !now.keySet().containsAll(others.keySet());
        others.clear();
        others.putAll(now);
        for (Map.Entry<Integer, Seen> other : now.entrySet()) {
            if (isDead(other.getValue()) && remove(other.getKey(), other.getValue())) {
                others.remove(other.getKey());
                gone = true;
            }
        }
        seen = Set.copyOf(others.keySet());
        if (gone) {
            whenOthersGo.forEach(Runnable::run);
        }
    }

    private boolean isDead(Seen other) {
        return other.process.isDead()
                || System.nanoTime() - other.sinceNanos
                        > beats(PATIENCE_IN_BEATS).toNanos();
    }

    /** Waits for what the dead one is just writing; from then on it can write nothing. False when it is not so far yet. */
    private boolean remove(int id, Seen other) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM node WHERE id = ? AND beat = ?")) {
            statement.setInt(1, id);
            statement.setLong(2, other.beat);
            if (statement.executeUpdate() == 0) {
                return false;
            }
            LOG.warn("{} (node {}) is gone without a word; others go on with what it did.", other.name, id);
            return true;
        } catch (SQLException e) {
            if (!database.isPassing(e)) {
                throw e;
            }
            // Its session may wait for ever for a process that stands still.
            database.endSessionOf(connection, id);
            return false;
        }
    }

    private void tellOfLease() {
        boolean safe = lease.isSafe();
        if (!safe && failure == null) {
            StoreException problem =
                    new StoreException("This process could not tell the store " + database.name() + " for "
                            + lastBeat.age().toMillis()
                            + " ms that it lives, so others may go on with what it does. It takes no"
                            + " work until the store has answered. Look at the database and the network.");
            failure = problem;
            LOG.error(problem.getMessage());
            callbacks.execute(() -> listeners.failed(this, problem));
        } else if (safe && failure != null) {
            failure = null;
            LOG.info("The store {} knows again that this process lives.", database.name());
            callbacks.execute(() -> listeners.recovered(this));
        }
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("The connection that says that this process lives did not close: {}", e.getMessage());
        } finally {
            connection = null;
        }
    }

    /** Why this process must begin nothing; null when it may. */
    StoreException failure() {
        return failure;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public int id() {
        return database.node();
    }

    @Override
    public boolean holds(int node) {
        return node == database.node() && lease.isSafe();
    }

    @Override
    public int others() {
        return seen.size();
    }

    @Override
    public boolean isFirst() {
        int own = id();
        return seen.stream().allMatch(other -> other > own);
    }

    @Override
    public void whenOthersGo(Runnable listener) {
        whenOthersGo.add(listener);
    }

    /** Says nothing more, and that this process leaves: others need not wait until they think it dead. */
    @Override
    public void close() {
        thread.shutdownNow();
        synchronized (this) {
            try {
                if (connection != null) {
                    database.leave(connection);
                }
            } catch (SQLException e) {
                LOG.debug("The store {} was not left cleanly: {}", database.name(), e.getMessage());
            }
            disconnect();
        }
    }
}
