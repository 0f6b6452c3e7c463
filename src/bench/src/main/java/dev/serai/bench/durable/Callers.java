/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that each run one execution after another. */
final class Callers implements AutoCloseable {

    private final int number;
    private final ExecutorService threads;

    Callers(int number) {
        this.number = number;
        this.threads = Executors.newFixedThreadPool(number);
    }

    /** Shares executions out among the threads, and returns when all have ended. */
    void run(int executions, Work execution) throws Exception {
        AtomicInteger left = new AtomicInteger(executions);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            running.add(threads.submit(() -> {
                while (left.getAndDecrement() > 0) {
                    execution.run();
                }
                return null;
            }));
        }
        for (Future<?> thread : running) {
            Object unused = thread.get();
        }
    }

    /** An execution. */
    interface Work {
        void run() throws Exception;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
