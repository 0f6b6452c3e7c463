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
import java.util.stream.Stream;

/**
 * What the rows alone take: one thread writes the same row of all executions that are under way, commits, and goes on with
 * the next row of each. Nobody waits for anybody, so no program that serves callers is as fast.
 */
final class LockStep implements Job {

    private final JobStore store;
    private final int atOnce;
    private final JobRows rows;

    LockStep(JobStore store, int atOnce) throws SQLException {
        JobRows.makeTables(store);
        this.store = store;
        this.atOnce = atOnce;
        this.rows = new JobRows(store);
        rows.beginGroups();
    }

    @Override
    public String name() {
        return "rows alone, in lock step";
    }

    @Override
    public void run(int executions) throws SQLException {
        for (int left = executions; left > 0; left -= atOnce) {
            List<String> ids = Stream.generate(JobRows::newId)
                    .limit(Math.min(atOnce, left))
                    .toList();
            rows.start(ids);
            rows.commit();
            for (int step = 1; step <= STEPS; step++) {
                rows.step(ids, step);
                if (step == STEPS) {
                    rows.end(ids);
                }
                rows.commit();
            }
        }
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
        rows.close();
        store.close();
    }
}
