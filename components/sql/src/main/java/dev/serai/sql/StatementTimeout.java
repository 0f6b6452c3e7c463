/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends statements that run too long. Drivers do it themselves, except SQLite's, which takes a query time-out for the
 * time it waits for a lock.
 */
final class StatementTimeout {

    private final Duration limit;
    private final ScheduledExecutorService watch;

    /** @param watch interrupts statements; null leaves it to the driver */
    StatementTimeout(Duration limit, ScheduledExecutorService watch) {
        this.limit = limit;
        this.watch = watch;
    }

    /** The longest a statement may run. */
    Duration limit() {
        return limit;
    }

    /** Runs a statement's execution within the limit. */
    <T> T within(Statement statement, Execution<T> execution) throws SQLException {
        RunningStatement call = RunningStatement.current();
        call.begin(statement::cancel);
        try {
            return inTime(statement, execution);
        } finally {
            call.done();
        }
    }

    private <T> T inTime(Statement statement, Execution<T> execution) throws SQLException {
        if (watch == null) {
            statement.setQueryTimeout((int) Math.max(1, limit.plusMillis(999).toSeconds()));
            return execution.run();
        }
        Future<?> interruption = watch.schedule(() -> cancel(statement), limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return execution.run();
        } finally {
            interruption.cancel(false);
        }
    }

    private static Void cancel(Statement statement) throws SQLException {
        statement.cancel();
        return null;
    }

    /** What a statement does: execute, and read its result. */
    @FunctionalInterface
    interface Execution<T> {
        T run() throws SQLException;
    }
}
