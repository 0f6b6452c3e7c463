/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.serai.store.StoreException;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.StartTerms;
import dev.serai.workflow.journal.StepRecord;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * The least that executions could cost on a store: the same rows as a workflow's, each waited for before the next is
 * written, and nothing else. No Camel, no messages, no queue.
 */
final class BareCommitLoop {

    private final ExecutionTables tables;
    private final byte[] content;
    private final int steps;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    /** @param content what every row holds: an input, an output, a step's change */
    BareCommitLoop(ExecutionTables tables, byte[] content, int steps) {
        this.tables = tables;
        this.content = content;
        this.steps = steps;
    }

    /** Writes executions, so many at once, and returns when all are durable. */
    void run(int executions, int atOnce) throws InterruptedException {
        Semaphore places = new Semaphore(atOnce);
        CountDownLatch left = new CountDownLatch(executions);
        for (int i = 0; i < executions; i++) {
            places.acquire();
            start(() -> {
                places.release();
                left.countDown();
            });
        }
        left.await();
    }

    private void start(Runnable ended) {
        long now = System.currentTimeMillis();
        ExecutionRecord execution = new ExecutionRecord(
                ids.generate().toString(), "bare", "1", null, content, 1, now, now, StartTerms.DEFAULTS);
        tables.executions().insert(execution, (id, failure) -> {
            refuse(failure);
            tables.executions().begin(id, now);
            step(id, 1, ended);
        });
    }

    private void step(String id, int number, Runnable ended) {
        long now = System.currentTimeMillis();
        StepRecord record = new StepRecord(
                number,
                "bare/process" + number + "@1",
                1,
                false,
                id + "-0123456789abcdef",
                now,
                now,
                content,
                content,
                null,
                Set.of());
        if (number == steps) {
            // The last step's record shares the commit of the end, as the engine's does.
            tables.executions().complete(id, now, List.of(record), content, (nothing, failure) -> {
                refuse(failure);
                ended.run();
            });
        } else {
            tables.steps().append(id, List.of(record), (nothing, failure) -> {
                refuse(failure);
                step(id, number + 1, ended);
            });
        }
    }

    private static void refuse(StoreException failure) {
        if (failure != null) {
            throw failure;
        }
    }
}
