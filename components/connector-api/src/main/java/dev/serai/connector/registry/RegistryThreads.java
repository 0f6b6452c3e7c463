/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.ThreadPools;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;

/**
 * The threads of a registry.
 *
 * @param timer starts what is due, and runs nothing else
 * @param workers run what blocks: repetitions, connects, health checks
 */
record RegistryThreads(ScheduledExecutorService timer, ExecutorService workers) {

    static RegistryThreads of(CamelContext camelContext, Object owner) {
        return new RegistryThreads(
                ThreadPools.scheduled(camelContext, owner, "connector-timer", 1),
                camelContext.getExecutorServiceManager().newCachedThreadPool(owner, "connector-worker"));
    }

    void shutdown(CamelContext camelContext) {
        camelContext.getExecutorServiceManager().shutdownNow(timer);
        camelContext.getExecutorServiceManager().shutdownNow(workers);
    }
}
