/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.execution.ExecutionHost;
import dev.serai.workflow.execution.OpenGroups;
import dev.serai.workflow.journal.AggregateGroup;
import dev.serai.workflow.journal.AggregateRows;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes groups of aggregate steps when their time has come. The store knows when that is, so a restart prolongs
 * nothing. Thread-safe.
 */
final class GroupTimer {

    private static final Logger LOG = LoggerFactory.getLogger(GroupTimer.class);

    /** The clock of the machine may be set anew meanwhile, and a group that could not be completed is tried again. */
    private static final long LONGEST_SLEEP_MILLIS = 60_000;

    /** Groups that are in memory at once; when there are more, the next follow after a short while. */
    private static final int WINDOW = 1_000;

    private static final long SHORTEST_SLEEP_MILLIS = 1_000;

    private final ExecutionHost host;
    private final WorkflowQueues queues;
    private final ScheduledExecutorService scheduler;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private boolean open;
    private ScheduledFuture<?> wakeUp;
    private long wakeUpAt = Long.MAX_VALUE;

    GroupTimer(ExecutionHost host, WorkflowQueues queues, ScheduledExecutorService scheduler) {
        this.host = host;
        this.queues = queues;
        this.scheduler = scheduler;
    }

    /** Begins to complete groups. */
    synchronized void open() {
        open = true;
        wakeUpAt(0);
    }

    /** Completes no more groups. */
    synchronized void close() {
        open = false;
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
    }

    /** Sees to it that groups are looked for at a time. */
    synchronized void wakeUpAt(long time) {
        if (!open || time >= wakeUpAt) {
            return;
        }
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
        wakeUpAt = time;
        long wait = Math.min(
                LONGEST_SLEEP_MILLIS, Math.max(0, time - host.tables().clock().now()));
        wakeUp = scheduler.schedule(() -> host.executor().execute(this::look), wait, TimeUnit.MILLISECONDS);
    }

    private void look() {
        synchronized (this) {
            wakeUpAt = Long.MAX_VALUE;
            if (!open) {
                return;
            }
        }
        long now = host.tables().clock().now();
        try {
            AggregateRows rows = host.tables().aggregates();
            List<AggregateGroup> due = rows.due(now, WINDOW);
            due.forEach(this::complete);
            if (!due.isEmpty()) {
                wakeUpAt(now + (due.size() == WINDOW ? SHORTEST_SLEEP_MILLIS : LONGEST_SLEEP_MILLIS));
            }
            rows.nextDue(now).ifPresent(this::wakeUpAt);
        } catch (RuntimeException e) {
            LOG.warn("Groups of aggregate steps could not be read from the store: {}", e.getMessage());
            wakeUpAt(now + LONGEST_SLEEP_MILLIS);
        }
    }

    private void complete(AggregateGroup group) {
        Optional<OpenGroups> groups = queues.find(group.workflow(), group.version())
                .flatMap(queue -> queue.workflow().groups(group.step()));
        if (groups.isPresent()) {
            groups.get().completeByItself(host, group);
        } else if (reported.add(group.workflow() + group.version() + group.step())) {
            LOG.error(
                    "Groups of step {} of workflow '{}' are complete, but version {} does not have the step any more."
                            + " They wait until a definition runs that has it.",
                    group.step(),
                    group.workflow(),
                    group.version());
        }
    }
}
