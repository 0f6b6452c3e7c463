/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.connector.ThreadPools;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;

/** The threads of one engine, made by Camel so that they bear its names and are seen among its own. */
final class EngineThreads {

    /** More than executions run at once, so that one which waits for another cannot hold them all. */
    private static final int THREADS = 200;

    private static final long IDLE_SECONDS = 30;

    private final ExecutorServiceManager pools;
    private final ExecutorService executor;
    private final ExecutorService limitedSteps;
    private final ScheduledExecutorService scheduler;

    EngineThreads(CamelContext camelContext, Object owner) {
        pools = camelContext.getExecutorServiceManager();
        executor = pools.newThreadPool(
                owner,
                "workflow",
                new ThreadPoolProfileBuilder("workflow")
                        .poolSize(THREADS)
                        .maxPoolSize(THREADS)
                        .keepAliveTime(IDLE_SECONDS)
                        // The stacks of threads that nobody needs would stay resident.
                        .allowCoreThreadTimeOut(true)
                        // Whoever hands something in must not run it itself: it may be the one that rings.
                        .maxQueueSize(Integer.MAX_VALUE)
                        .build());
        limitedSteps = pools.newCachedThreadPool(owner, "workflow-limited-step");
        scheduler = ThreadPools.scheduled(camelContext, owner, "workflow-queue", 2);
    }

    /** Runs executions. */
    ExecutorService executor() {
        return executor;
    }

    /** Runs steps that have a time-out, one thread each: a step that hangs must hold up no other. */
    ExecutorService limitedSteps() {
        return limitedSteps;
    }

    /** Rings; what it starts that takes time goes to {@link #executor}. */
    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    Future<?> later(Duration delay, Runnable task) {
        return scheduler.schedule(() -> executor.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        pools.shutdownNow(scheduler);
        pools.shutdownNow(limitedSteps);
        pools.shutdownNow(executor);
    }
}
