/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.QueueRows.Due;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of a process that shares the store with others. What runs here was taken in the store before, so that nobody
 * else has it; nothing else waits in memory, so that what comes first goes first whoever runs it. A new execution that finds
 * a place while none waits is taken as it is added. Thread-safe.
 */
final class SharedQueue implements WorkflowQueue {

    private static final Logger LOG = LoggerFactory.getLogger(SharedQueue.class);

    private static final long RETRY_MILLIS = 1_000;

    private final Workflow workflow;
    private final ExecutionTables tables;
    private final ExecutionLimit limit;
    private final SharedPlaces places;
    private final Executor executor;
    private final ExecutionRunner runner;
    private final Alarm alarm;
    private final QueueSearch search;
    private final Runnable turn = this::runWaiting;

    private final HeldExecutions held = new HeldExecutions();

    private boolean open;

    /** How often it was opened. */
    private int openings;

    private boolean paused;
    private boolean retired;

    /** Some may wait in the store, so that none may go before them. */
    private boolean waiting = true;

    private boolean asking;
    private boolean askAgain;

    SharedQueue(
            Workflow workflow,
            ExecutionTables tables,
            ExecutionLimit limit,
            SharedPlaces places,
            ScheduledExecutorService scheduler,
            Executor executor,
            ExecutionRunner runner) {
        this.workflow = workflow;
        this.tables = tables;
        this.limit = limit;
        this.places = places;
        this.executor = executor;
        this.runner = runner;
        this.search = new QueueSearch(this, tables, places, executor);
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
            openings++;
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
        }
        refill();
    }

    @Override
    public synchronized Optional<ExecutionRecord> expect(ExecutionRecord execution) {
        if (retired) {
            return Optional.empty();
        }
        held.add(execution.id());
        int node = tables.node().id();
        boolean atOnce = open
                && !paused
                && !waiting
                && execution.terms().concurrencyKey() == null
                && execution.dueAt() <= tables.clock().now()
                && tables.node().holds(node)
                && (takePlace() || needsPlace());
        return Optional.of(atOnce ? execution.takenBy(node) : execution);
    }

    /** Takes a place of the workflow's and one of this process's; false when there is none. */
    boolean takePlace() {
        if (!places.take(workflow.settings())) {
            return false;
        }
        if (limit.acquire(turn)) {
            return true;
        }
        places.untake();
        return false;
    }

    private boolean needsPlace() {
        places.need();
        return false;
    }

    /** @param key of the execution that had the place, or null */
    void givePlaceBack(String key) {
        limit.release();
        places.giveBack(key);
    }

    @Override
    public void offer(ExecutionRecord execution) {
        if (execution.node() == 0) {
            synchronized (this) {
                held.forget(execution.id());
            }
            if (execution.dueAt() > tables.clock().now()) {
                alarm.at(execution.dueAt());
            } else {
                refill();
            }
            return;
        }
        boolean runs;
        synchronized (this) {
            runs = open;
        }
        if (runs) {
            runner.run(this, execution, true);
        } else {
            lost(execution);
        }
    }

    @Override
    public void withdraw(ExecutionRecord execution, boolean certain) {
        synchronized (this) {
            held.forget(execution.id());
            if (!certain && execution.node() != 0) {
                held.releaseLater(execution.id());
            }
        }
        if (execution.node() != 0) {
            givePlaceBack(null);
        }
    }

    @Override
    public synchronized boolean retire() {
        retired = held.isEmpty();
        return retired;
    }

    @Override
    public synchronized void reinstate() {
        retired = false;
    }

    @Override
    public Migration.Guard guard() {
        return new Migration.Guard() {
            @Override
            public boolean hold(String executionId) {
                synchronized (SharedQueue.this) {
                    if (!held.giveUpAside(executionId) && held.inMemory(executionId)) {
                        return false;
                    }
                }
                release();
                return true;
            }

            @Override
            public void letGo(String executionId) {
                // The store lets none be moved that somebody has.
            }
        };
    }

    @Override
    public boolean remove(String executionId) {
        synchronized (this) {
            if (asking) {
                held.passes(executionId);
            }
            if (!held.giveUpAside(executionId) && held.inMemory(executionId)) {
                return true;
            }
        }
        release();
        return false;
    }

    @Override
    public void awaken(String executionId) {
        synchronized (this) {
            held.awaken(executionId);
        }
        refill();
    }

    @Override
    public void refill() {
        synchronized (this) {
            waiting = true;
        }
        ask();
    }

    private void runWaiting() {
        boolean asks;
        synchronized (this) {
            asks = waiting;
        }
        if (asks) {
            ask();
        }
    }

    private void ask() {
        synchronized (this) {
            if (!open || asking) {
                askAgain |= asking;
                return;
            }
            asking = true;
            askAgain = false;
            held.searchBegins();
        }
        executor.execute(this::look);
    }

    private void look() {
        int begun;
        boolean begunOnly;
        synchronized (this) {
            begun = openings;
            begunOnly = paused;
        }
        try {
            release();
            search.begin(begun, begunOnly);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /**
     * What a search found; none of it is anybody else's.
     *
     * @param begun which opening of the queue it began in; what was found since may have been let go with all else
     */
    void found(int begun, List<Due> taken, boolean more, Optional<Long> nextDue) {
        boolean closed = false;
        synchronized (this) {
            if (!open || begun != openings) {
                taken.forEach(due -> held.releaseLater(due.execution().id()));
                closed = true;
            } else {
                waiting = more;
            }
        }
        if (closed) {
            taken.forEach(due -> givePlaceBack(null));
            return;
        }
        taken.forEach(this::run);
        nextDue.ifPresent(alarm::at);
        if (!more) {
            places.isEnough();
        }
    }

    /** There was no place for what may wait; this is called again when there is one. */
    void foundNoPlace() {
        places.need();
        looked(false);
    }

    /**
     * What came of a search is not known, or not here.
     *
     * @param taken what it took in the store
     */
    void lost(List<String> taken) {
        synchronized (this) {
            held.releaseLater(taken);
        }
    }

    /** Looks again after a while. */
    void failed(Exception cause) {
        LOG.debug("The queue of workflow '{}' could not be read: {}", workflow.name(), cause.getMessage());
        alarm.at(tables.clock().now() + RETRY_MILLIS);
        synchronized (this) {
            asking = false;
        }
    }

    private void run(Due due) {
        ExecutionRecord execution = due.execution();
        String key = execution.terms().concurrencyKey();
        if (key != null) {
            places.begins(key);
        }
        boolean isNew;
        synchronized (this) {
            isNew = held.take(execution.id());
            askAgain |= !isNew;
        }
        if (isNew) {
            runner.run(this, execution, !due.begun());
        } else {
            givePlaceBack(key);
        }
    }

    /** @param more there may be more than was found */
    void looked(boolean more) {
        boolean again;
        synchronized (this) {
            asking = false;
            again = more || askAgain;
        }
        if (again) {
            refill();
        }
    }

    @Override
    public synchronized Set<String> known() {
        return held.inMemory();
    }

    /** Lets others have what is not in memory here any more. */
    private void release() {
        Set<String> gone;
        synchronized (this) {
            gone = held.handOver();
        }
        if (gone.isEmpty()) {
            return;
        }
        try {
            tables.claims().release(gone, tables.node().id());
        } catch (RuntimeException e) {
            synchronized (this) {
                held.releaseLater(gone);
            }
            throw e;
        }
    }

    @Override
    public void ended(ExecutionRecord execution, Optional<Long> nextDueAt) {
        boolean asks;
        String key = execution.terms().concurrencyKey();
        synchronized (this) {
            // It was due in the store and not taken, because it still was here; or another of its key may go now.
            waiting |= held.end(execution.id()) || key != null;
            asks = waiting;
        }
        nextDueAt.ifPresent(alarm::at);
        givePlaceBack(key);
        if (asks) {
            ask();
        }
    }

    @Override
    public void left(ExecutionRecord execution) {
        synchronized (this) {
            held.releaseLater(execution.id());
        }
        ended(execution, Optional.of(execution.dueAt()));
    }

    @Override
    public void setAside(ExecutionRecord execution) {
        synchronized (this) {
            held.setAside(execution.id());
        }
        givePlaceBack(execution.terms().concurrencyKey());
    }

    @Override
    public void lost(ExecutionRecord execution) {
        synchronized (this) {
            held.end(execution.id());
            if (execution.node() == tables.node().id()) {
                held.releaseLater(execution.id());
            }
        }
        givePlaceBack(execution.terms().concurrencyKey());
        alarm.at(tables.clock().now() + RETRY_MILLIS);
    }
}
