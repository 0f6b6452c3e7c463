/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What is left of a workflow without Camel, messages and a queue: as many threads as executions at once hand their rows to
 * one that writes all that wait, commits once, and tells each. The last step shares the commit of the end, as the engine's
 * does.
 */
final class GroupCommitLoop implements Job {

    private final JobStore store;
    private final Callers callers;
    private final JobRows rows;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::write, "group-commit-loop");

    GroupCommitLoop(JobStore store, int atOnce) throws SQLException {
        JobRows.makeTables(store);
        this.store = store;
        this.callers = new Callers(atOnce);
        this.rows = new JobRows(store);
        rows.beginGroups();
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public String name() {
        return "group-commit loop";
    }

    @Override
    public void run(int executions) throws Exception {
        callers.run(executions, () -> {
            String id = JobRows.newId();
            for (int step = 0; step <= STEPS; step++) {
                Waiting row = new Waiting(id, step, new CompletableFuture<>());
                queue.put(row);
                row.durable.join();
            }
        });
    }

    /** @param step 0 for the start */
    private record Waiting(String id, int step, CompletableFuture<Void> durable) {}

    private void write() {
        List<Waiting> group = new ArrayList<>();
        try {
            while (true) {
                group.add(queue.take());
                queue.drainTo(group);
                commit(group);
                group.forEach(row -> row.durable.complete(null));
                group.clear();
            }
        } catch (SQLException e) {
            group.forEach(row -> row.durable.completeExceptionally(e));
        } catch (InterruptedException e) {
            // It is closed.
        }
    }

    private void commit(List<Waiting> group) throws SQLException {
        rows.start(at(group, 0));
        for (int step = 1; step <= STEPS; step++) {
            rows.step(at(group, step), step);
        }
        rows.end(at(group, STEPS));
        rows.commit();
    }

    private static List<String> at(List<Waiting> group, int step) {
        return group.stream().filter(row -> row.step == step).map(Waiting::id).toList();
    }

    @Override
    public Duration processorTime() {
        return ProcessorTime.ofThis();
    }

    @Override
    public OptionalLong statements() {
        return OptionalLong.of(rows.statements());
    }

    @Override
    public JobStore store() {
        return store;
    }

    @Override
    public void close() throws IOException, SQLException {
        callers.close();
        writer.interrupt();
        rows.close();
        store.close();
    }
}
