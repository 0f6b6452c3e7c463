/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.execution.ExecutionHost;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes records durable that no border follows for a while: those of a copy whose siblings take long, or of a step that
 * a redelivery or a step without effects comes after. A record is durable within 100 ms, whatever its execution does.
 * Looks only while executions run. Thread-safe.
 */
final class LingeringRecords {

    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final RunningExecutions running;
    private final ExecutionHost host;
    private final AtomicBoolean looking = new AtomicBoolean();

    LingeringRecords(RunningExecutions running, ExecutionHost host) {
        this.running = running;
        this.host = host;
    }

    /** An execution has begun to run. */
    void watch() {
        if (!looking.get() && looking.compareAndSet(false, true)) {
            var unused = host.later(BETWEEN, this::look);
        }
    }

    private void look() {
        try {
            running.flushLingering();
        } finally {
            looking.set(false);
            if (running.count() > 0) {
                watch();
            }
        }
    }
}
