/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.QueueRows.Due;
import dev.serai.workflow.journal.QueueRows.Turn;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of a process that has the store to itself: a window of executions in memory and the rest in the store, so that
 * a million waiting executions need no memory, and none is read while there are others to run. Thread-safe.
 */
final class ExclusiveQueue implements WorkflowQueue {

    private static final Logger LOG = LoggerFactory.getLogger(WorkflowQueue.class);

    private static final long RETRY_MILLIS = 1_000;

    private final Workflow workflow;
    private final ExecutionTables tables;
    private final ExecutionLimit limit;
    private final WorkflowPlaces places;
    private final ScheduledExecutorService scheduler;
    private final ExecutionRunner runner;
    private final Alarm alarm;
    private final Runnable turn = this::runWaiting;

    private final WaitingWindow window = new WaitingWindow();
    private final Set<String> known = new HashSet<>();
    private final Set<String> aside = new HashSet<>();
    private int running;
    private boolean open;
    private boolean paused;
    private boolean retired;
    private boolean refilling;
    private boolean askAgain;

    /** What the store may still have shown as waiting when it was read, though it changed since. */
    private final Set<String> goneWhileRefilling = new HashSet<>();

    /** Executions whose turn came by an event while they were on their way out of memory. */
    private final Set<String> awakenedInMemory = new HashSet<>();

    ExclusiveQueue(
            Workflow workflow,
            ExecutionTables tables,
            ExecutionLimit limit,
            WorkflowPlaces places,
            ScheduledExecutorService scheduler,
            ExecutionRunner runner) {
        this.workflow = workflow;
        this.tables = tables;
        this.limit = limit;
        this.places = places;
        this.scheduler = scheduler;
        this.runner = runner;
        this.alarm = new Alarm(scheduler, tables.clock(), this::refill);
    }

    @Override
    public Workflow workflow() {
        return workflow;
    }

    @Override
    public void open() {
        synchronized (this) {
            open = true;
            places.join(turn);
            alarm.turnOn();
        }
        refill();
    }

    @Override
    public synchronized void close() {
        open = false;
        places.leave(turn);
        alarm.turnOff();
    }

    @Override
    public void pause(boolean newPaused) {
        synchronized (this) {
            paused = newPaused;
            window.clear().forEach(waiting -> known.remove(waiting.id()));
        }
        refill();
    }

    @Override
    public synchronized Optional<ExecutionRecord> expect(ExecutionRecord execution) {
        if (retired) {
            return Optional.empty();
        }
        // It must not be taken from the store meanwhile.
        known.add(execution.id());
        return Optional.of(execution);
    }

    @Override
    public synchronized boolean retire() {
        retired = known.isEmpty();
        return retired;
    }

    @Override
    public synchronized void reinstate() {
        retired = false;
    }

    @Override
    public synchronized void withdraw(ExecutionRecord execution, boolean certain) {
        known.remove(execution.id());
    }

    @Override
    public Migration.Guard guard() {
        return new Migration.Guard() {
            @Override
            public boolean hold(String executionId) {
                synchronized (ExclusiveQueue.this) {
                    return window.remove(executionId) || aside.remove(executionId) || known.add(executionId);
                }
            }

            @Override
            public void letGo(String executionId) {
                synchronized (ExclusiveQueue.this) {
                    known.remove(executionId);
                    if (refilling) {
                        goneWhileRefilling.add(executionId);
                    }
                    window.changedInStore();
                }
            }
        };
    }

    @Override
    public void offer(ExecutionRecord execution) {
        synchronized (this) {
            if (execution.dueAt() > tables.clock().now()) {
                known.remove(execution.id());
                alarm.at(execution.dueAt());
                return;
            }
            if (paused) {
                known.remove(execution.id());
                return;
            }
            add(new Waiting(execution, true));
        }
        runWaiting();
    }

    private void add(Waiting waiting) {
        Waiting left = window.add(waiting, running);
        if (left != null) {
            known.remove(left.id());
        }
    }

    @Override
    public synchronized boolean remove(String executionId) {
        if (refilling) {
            goneWhileRefilling.add(executionId);
        }
        if (window.remove(executionId) || aside.remove(executionId)) {
            known.remove(executionId);
        }
        return known.contains(executionId);
    }

    @Override
    public synchronized Set<String> known() {
        return Set.copyOf(known);
    }

    @Override
    public void awaken(String executionId) {
        synchronized (this) {
            if (known.contains(executionId)) {
                awakenedInMemory.add(executionId);
            }
        }
        refill();
    }

    @Override
    public void refill() {
        synchronized (this) {
            window.changedInStore();
        }
        ask();
    }

    private void ask() {
        synchronized (this) {
            if (!open || refilling) {
                askAgain |= refilling;
                return;
            }
            refilling = true;
            askAgain = false;
            goneWhileRefilling.clear();
        }
        scheduler.execute(this::load);
    }

    private void load() {
        boolean again;
        try {
            long now = tables.clock().now();
            Turn question;
            List<String> keys;
            synchronized (this) {
                keys = window.keysToAsk(this::hasPlace);
                question = new Turn(
                        workflow.name(),
                        workflow.version(),
                        now,
                        paused,
                        window.keysInStore(),
                        WaitingWindow.SIZE + known.size());
                window.ask(keys);
            }
            List<Due> due = tables.queue().due(question);
            Map<String, List<Due>> dueOfKeys = new LinkedHashMap<>();
            keys.forEach(key -> dueOfKeys.put(key, tables.queue().due(question, key)));
            Optional<Long> nextDue = tables.queue().nextDue(workflow.name(), workflow.version(), now);
            synchronized (this) {
                if (paused == question.begunOnly()) {
                    dueOfKeys.forEach((key, found) -> window.answer(key, take(found, question.limit())));
                    window.answer(take(due, question.limit()));
                } else {
                    askAgain = true;
                }
                refilling = false;
                again = askAgain;
            }
            nextDue.ifPresent(alarm::at);
        } catch (RuntimeException e) {
            LOG.error("The queue of workflow '{}' could not be read: {}", workflow.name(), e.getMessage());
            synchronized (this) {
                refilling = false;
            }
            alarm.at(tables.clock().now() + RETRY_MILLIS);
            return;
        }
        runWaiting();
        if (again) {
            ask();
        }
    }

    /** Takes what the store gave, and tells from which rank on it may have more. */
    private long take(List<Due> due, int asked) {
        due.stream()
                .filter(found -> !goneWhileRefilling.contains(found.execution().id()))
                .filter(found -> known.add(found.execution().id()))
                .forEach(found -> add(new Waiting(found.execution(), !found.begun())));
        return due.size() == asked ? due.get(asked - 1).execution().rank() : Horizon.NONE;
    }

    private boolean hasPlace(String key) {
        return places.isFree(key, workflow.settings());
    }

    private void runWaiting() {
        while (true) {
            Waiting next;
            synchronized (this) {
                if (!open || places.isFull(workflow.settings())) {
                    break;
                }
                next = window.next(this::hasPlace).orElse(null);
                if (next == null || !places.take(next.key(), workflow.settings())) {
                    break;
                }
                if (!limit.acquire(turn)) {
                    places.untake(next.key());
                    break;
                }
                window.remove(next);
                running++;
            }
            runner.run(this, next.execution(), next.fresh());
        }
        boolean needsStore;
        synchronized (this) {
            needsStore = open && window.needsStore(running, this::hasPlace);
        }
        if (needsStore) {
            ask();
        }
    }

    @Override
    public void ended(ExecutionRecord execution, Optional<Long> nextDueAt) {
        boolean passedOver;
        synchronized (this) {
            running--;
            known.remove(execution.id());
            if (refilling) {
                goneWhileRefilling.add(execution.id());
            }
            passedOver = awakenedInMemory.remove(execution.id());
            if (nextDueAt.isPresent()) {
                window.changedInStore();
                askAgain |= refilling;
            }
        }
        places.giveBack(execution.terms().concurrencyKey(), turn);
        limit.release();
        nextDueAt.ifPresent(alarm::at);
        if (passedOver) {
            // It was due in the store and not taken, because it still was here.
            refill();
        }
        runWaiting();
    }

    @Override
    public void left(ExecutionRecord execution) {
        ended(execution, Optional.of(execution.dueAt()));
    }

    @Override
    public void setAside(ExecutionRecord execution) {
        synchronized (this) {
            running--;
            aside.add(execution.id());
        }
        places.giveBack(execution.terms().concurrencyKey(), turn);
        limit.release();
        runWaiting();
    }

    @Override
    public void lost(ExecutionRecord execution) {
        synchronized (this) {
            running--;
            known.remove(execution.id());
            awakenedInMemory.remove(execution.id());
            window.changedInStore();
        }
        places.giveBack(execution.terms().concurrencyKey(), turn);
        limit.release();
        alarm.at(tables.clock().now() + RETRY_MILLIS);
    }
}
