/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The program that one writes first: as many threads as executions at once, and a commit for each row. On PostgreSQL each
 * thread has a connection; on SQLite, which has one writer, they share one.
 */
final class FiveCommits implements Job {

    private final JobStore store;
    private final Callers callers;
    private final BlockingQueue<JobRows> connections;

    FiveCommits(JobStore store, int atOnce) throws SQLException {
        JobRows.makeTables(store);
        this.store = store;
        this.callers = new Callers(atOnce);
        this.connections = new ArrayBlockingQueue<>(atOnce);
        for (int i = 0; i < Math.min(atOnce, store.writers()); i++) {
            connections.add(new JobRows(store));
        }
    }

    @Override
    public String name() {
        return "JDBC, five commits";
    }

    @Override
    public void run(int executions) throws Exception {
        callers.run(executions, this::execution);
    }

    private void execution() throws Exception {
        List<String> id = List.of(JobRows.newId());
        write(rows -> rows.start(id));
        for (int step = 1; step <= STEPS; step++) {
            int number = step;
            write(rows -> rows.step(id, number));
        }
        write(rows -> rows.end(id));
    }

    private void write(Write write) throws Exception {
        JobRows rows = connections.take();
        write.with(rows);
        connections.put(rows);
    }

    /** Writes one row. */
    private interface Write {
        void with(JobRows rows) throws SQLException;
    }

    @Override
    public Duration processorTime() {
        return ProcessorTime.ofThis();
    }

    @Override
    public OptionalLong statements() {
        return OptionalLong.of(
                connections.stream().mapToLong(JobRows::statements).sum());
    }

    @Override
    public JobStore store() {
        return store;
    }

    @Override
    public void close() throws IOException, SQLException {
        callers.close();
        for (JobRows rows : connections) {
            rows.close();
        }
        store.close();
    }
}
