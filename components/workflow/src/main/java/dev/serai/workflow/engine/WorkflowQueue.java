/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionTables;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executions of one version of a workflow whose turn has come, a window of them in memory and the rest in the
 * store, so that a million waiting executions need no memory. Thread-safe.
 */
final class WorkflowQueue {

    private static final Logger LOG = LoggerFactory.getLogger(WorkflowQueue.class);

    private static final int WINDOW = 1_000;
    private static final int REFILL_BELOW = 200;

    /** The clock of the machine may be set anew while a queue sleeps. */
    private static final long LONGEST_SLEEP_MILLIS = 60_000;

    private final Workflow workflow;
    private final ExecutionTables tables;
    private final ExecutionLimit limit;
    private final ScheduledExecutorService scheduler;
    private final ExecutionRunner runner;
    private final Runnable turn = this::runWaiting;

    private final Deque<Waiting> window = new ArrayDeque<>();
    private final Set<String> known = new HashSet<>();
    private int running;
    private boolean open;
    private boolean moreInStore = true;
    private boolean refilling;
    private boolean missedWhileRefilling;

    /** What the store may still have shown as waiting when it was read, though its end was written since. */
    private final Set<String> endedWhileRefilling = new HashSet<>();

    /** Executions whose turn came by an event while they were on their way out of memory. */
    private final Set<String> awakenedInMemory = new HashSet<>();

    private ScheduledFuture<?> wakeUp;
    private long wakeUpAt = Long.MAX_VALUE;

    WorkflowQueue(
            Workflow workflow,
            ExecutionTables tables,
            ExecutionLimit limit,
            ScheduledExecutorService scheduler,
            ExecutionRunner runner) {
        this.workflow = workflow;
        this.tables = tables;
        this.limit = limit;
        this.scheduler = scheduler;
        this.runner = runner;
    }

    Workflow workflow() {
        return workflow;
    }

    /** Begins to run executions. */
    void open() {
        synchronized (this) {
            open = true;
        }
        refill();
    }

    /** Runs no more executions. */
    synchronized void close() {
        open = false;
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
    }

    /** Announces an execution that is about to be added to the store, so that it is not taken from there meanwhile. */
    synchronized void expect(String executionId) {
        known.add(executionId);
    }

    /** Takes back what was expected: it was not added. */
    synchronized void withdraw(String executionId) {
        known.remove(executionId);
    }

    /** Takes an expected execution that is in the store now. When there is no room for it here, it is found there. */
    void offer(ExecutionRecord execution) {
        synchronized (this) {
            if (refilling || moreInStore || window.size() >= WINDOW) {
                missedWhileRefilling |= refilling;
                moreInStore = true;
                known.remove(execution.id());
            } else {
                window.add(new Waiting(execution, true));
            }
        }
        runWaiting();
    }

    /** Looks into the store for executions whose turn has come. */
    void refill() {
        synchronized (this) {
            if (!open || refilling) {
                missedWhileRefilling |= refilling;
                return;
            }
            refilling = true;
            missedWhileRefilling = false;
            endedWhileRefilling.clear();
        }
        scheduler.execute(this::load);
    }

    /** Told when an execution that lay in the store until something comes has become due. */
    void awaken(String executionId) {
        synchronized (this) {
            if (known.contains(executionId)) {
                awakenedInMemory.add(executionId);
            }
            moreInStore = true;
            missedWhileRefilling |= refilling;
        }
        runWaiting();
    }

    private void load() {
        boolean again;
        try {
            int inMemory;
            synchronized (this) {
                inMemory = known.size();
            }
            int asked = WINDOW + inMemory;
            long now = System.currentTimeMillis();
            List<ExecutionRecord> due = tables.queue().due(workflow.name(), workflow.version(), now, asked);
            Optional<Long> nextDue = tables.queue().nextDue(workflow.name(), workflow.version(), now);
            synchronized (this) {
                due.stream()
                        .filter(execution -> !endedWhileRefilling.contains(execution.id()))
                        .filter(execution -> known.add(execution.id()))
                        .forEach(execution -> window.add(new Waiting(execution, false)));
                moreInStore = due.size() == asked || missedWhileRefilling;
                refilling = false;
                again = missedWhileRefilling;
            }
            nextDue.ifPresent(this::wakeUpAt);
        } catch (RuntimeException e) {
            LOG.error("The queue of workflow '{}' could not be read: {}", workflow.name(), e.getMessage());
            synchronized (this) {
                refilling = false;
            }
            wakeUpAt(System.currentTimeMillis() + 1_000);
            return;
        }
        runWaiting();
        if (again) {
            refill();
        }
    }

    private synchronized void wakeUpAt(long time) {
        if (!open || time >= wakeUpAt) {
            return;
        }
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
        wakeUpAt = time;
        long wait = Math.min(LONGEST_SLEEP_MILLIS, Math.max(0, time - System.currentTimeMillis()));
        wakeUp = scheduler.schedule(this::wake, wait, TimeUnit.MILLISECONDS);
    }

    private void wake() {
        synchronized (this) {
            wakeUpAt = Long.MAX_VALUE;
        }
        refill();
    }

    private void runWaiting() {
        while (true) {
            Waiting next;
            synchronized (this) {
                if (!open || window.isEmpty() || running >= workflow.settings().maxConcurrent()) {
                    break;
                }
                if (!limit.acquire(turn)) {
                    break;
                }
                next = window.poll();
                running++;
            }
            runner.run(this, next.execution, next.fresh);
        }
        boolean low;
        synchronized (this) {
            low = open && moreInStore && window.size() < REFILL_BELOW;
        }
        if (low) {
            refill();
        }
    }

    /**
     * Told when an attempt is over and its end is in the store.
     *
     * @param nextDueAt when the next attempt is due, or empty
     */
    void ended(String executionId, Optional<Long> nextDueAt) {
        synchronized (this) {
            running--;
            known.remove(executionId);
            if (refilling) {
                endedWhileRefilling.add(executionId);
            }
            if (awakenedInMemory.remove(executionId)) {
                // It was due in the store and passed over, because it still was here.
                moreInStore = true;
                missedWhileRefilling |= refilling;
            }
        }
        limit.release();
        nextDueAt.ifPresent(this::wakeUpAt);
        runWaiting();
    }

    /** Leaves an execution that took a place in the store, and does not look at it again. */
    void setAside() {
        synchronized (this) {
            running--;
        }
        limit.release();
        runWaiting();
    }

    /** @param fresh it was started in this process, so nothing of it is recorded yet */
    private record Waiting(ExecutionRecord execution, boolean fresh) {}
}
