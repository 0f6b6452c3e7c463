/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** The threads of one connector. Thread-safe. */
final class ClientThreads implements AutoCloseable {

    /** How many routes go on at once after what they published was confirmed; others wait for them. */
    private static final int CONFIRMING = 16;

    private final ExecutorServiceManager manager;
    private final String connector;
    private final ExecutorService confirmations;

    ClientThreads(ExecutorServiceManager manager, String connector) {
        this.manager = manager;
        this.connector = connector;
        String name = "kafka-" + connector + "-confirmed";
        ThreadPoolProfile profile = new ThreadPoolProfile(name);
        profile.setPoolSize(CONFIRMING);
        profile.setMaxPoolSize(CONFIRMING);
        profile.setKeepAliveTime(60L);
        profile.setAllowCoreThreadTimeOut(true);
        // As many as were published and not confirmed, which 'sendBuffer' bounds.
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns);
        this.confirmations = manager.newThreadPool(this, name, profile);
    }

    /** Begins something that lasts as long as a client. */
    Thread start(String role, Runnable task) {
        Thread thread = manager.newThread("kafka-" + connector + "-" + role, task);
        thread.start();
        return thread;
    }

    /** Run what follows the confirmation of a message: on the client's own thread it would hold up all others. */
    Executor confirmations() {
        return confirmations;
    }

    @Override
    public void close() {
        manager.shutdown(confirmations);
    }
}
