/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.ControlRows;
import dev.serai.workflow.journal.EngineClock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends executions whose time is over, wherever they stand. The store knows the times, so they survive a restart. */
final class ExecutionDeadlines {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionDeadlines.class);

    private static final int AT_ONCE = 100;

    private final ControlRows controls;
    private final ExecutionControl control;
    private final EngineClock clock;
    private final Alarm alarm;

    ExecutionDeadlines(
            ControlRows controls, ExecutionControl control, EngineClock clock, ScheduledExecutorService scheduler) {
        this.controls = controls;
        this.control = control;
        this.clock = clock;
        this.alarm = new Alarm(scheduler, clock, this::look);
    }

    /** @param deadline of an execution, or null when it has none */
    void expect(Long deadline) {
        if (deadline != null) {
            alarm.at(deadline);
        }
    }

    /** Looks at once. */
    void start() {
        alarm.at(0);
    }

    void stop() {
        alarm.turnOff();
    }

    private void look() {
        try {
            long now = clock.now();
            List<String> expired = controls.expired(now, AT_ONCE);
            expired.forEach(control::expire);
            if (expired.size() == AT_ONCE) {
                alarm.at(now);
            } else {
                controls.nextDeadline(now).ifPresent(alarm::at);
            }
        } catch (RuntimeException e) {
            LOG.warn("Executions whose time is over could not be ended: {}", e.getMessage());
            alarm.at(clock.now() + 1_000);
        }
    }
}
