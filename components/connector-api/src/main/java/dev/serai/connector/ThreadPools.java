/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Pools of Camel in which any number of tasks may wait. Those that Camel makes by itself hold a thousand; further ones are
 * refused by a scheduled pool, and run by whoever hands them in by any other, which blocks event loops and overtakes what
 * waits. What bounds the number here is what hands them in: routes, buffers, limits of a connector.
 *
 * <p>Camel shuts them down with the context, unless their owner does before. After that they throw a
 * {@link java.util.concurrent.RejectedExecutionException}.
 */
public final class ThreadPools {

    private static final long IDLE_SECONDS = 60;

    /** To a scheduled pool; any other takes it for no queue at all. */
    private static final int WITHOUT_BOUND = -1;

    private ThreadPools() {}

    /**
     * A pool whose threads end when they have had nothing to do for a minute.
     *
     * @param owner whom Camel's management names beside it
     * @param threads at most; with one, tasks run in the order in which they are handed in. Where Camel uses virtual threads,
     *     more than one is no bound.
     */
    public static ExecutorService fixed(CamelContext camelContext, Object owner, String name, int threads) {
        return camelContext
                .getExecutorServiceManager()
                .newThreadPool(
                        owner,
                        name,
                        new ThreadPoolProfileBuilder(name)
                                .poolSize(threads)
                                .maxPoolSize(threads)
                                .keepAliveTime(IDLE_SECONDS)
                                .allowCoreThreadTimeOut(true)
                                .maxQueueSize(Integer.MAX_VALUE)
                                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                                .build());
    }

    /**
     * A pool that runs what is due.
     *
     * @param owner whom Camel's management names beside it
     * @param threads what takes time belongs elsewhere, so that few are enough
     */
    public static ScheduledExecutorService scheduled(
            CamelContext camelContext, Object owner, String name, int threads) {
        return camelContext
                .getExecutorServiceManager()
                .newScheduledThreadPool(
                        owner,
                        name,
                        new ThreadPoolProfileBuilder(name)
                                .poolSize(threads)
                                .maxQueueSize(WITHOUT_BOUND)
                                .build());
    }
}
