/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.ExecutionTables;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part that this process has of the places of a workflow, of all its versions together. It is a lease: what a process
 * had that is gone is free again. So an execution that finds a place here costs no word with the others; only who needs more
 * than its part asks, and then those give that have more than they use, or than is their share. Thread-safe.
 */
final class SharedPlaces {

    private static final Logger LOG = LoggerFactory.getLogger(SharedPlaces.class);

    private final String workflow;
    private final ExecutionTables tables;
    private final Executor executor;
    private final Map<String, Integer> takenByKey = new HashMap<>();
    private final Set<Runnable> queues = new CopyOnWriteArraySet<>();
    private int held;
    private int taken;
    private int missing;
    private int most;

    /** Places that others get as they become free here. */
    private int owed;

    private boolean asking;

    /** The others were told that more could be used here. */
    private boolean othersKnow;

    /** Under which number the places are held; another one has none of them. */
    private int node;

    SharedPlaces(String workflow, ExecutionTables tables, Executor executor) {
        this.workflow = workflow;
        this.tables = tables;
        this.executor = executor;
    }

    /** @param turn lets the queue of a version look whether it can run one */
    void join(Runnable turn) {
        queues.add(turn);
    }

    void leave(Runnable turn) {
        queues.remove(turn);
    }

    /** Takes a place of those that this process has. */
    synchronized boolean take(WorkflowSettings settings) {
        most = settings.maxConcurrent();
        forgetWhatAnotherHad();
        if (taken < Math.min(held, most)) {
            taken++;
            return true;
        }
        return false;
    }

    /** Told that an execution waits for a place. The queues are called when there are more than there were. */
    synchronized void need() {
        missing++;
        askForMore();
    }

    private void forgetWhatAnotherHad() {
        if (node != tables.node().id()) {
            node = tables.node().id();
            held = 0;
            owed = 0;
        }
    }

    /** Counts an execution of a key that runs here. */
    synchronized void begins(String key) {
        takenByKey.merge(key, 1, Integer::sum);
    }

    /** Of which keys as many run here as may run at all. */
    synchronized Set<String> fullKeys(int perKey) {
        Set<String> full = new HashSet<>();
        takenByKey.forEach((key, count) -> {
            if (count >= perKey) {
                full.add(key);
            }
        });
        return full;
    }

    /** Gives a place back that was not needed. */
    synchronized void untake() {
        taken--;
    }

    /**
     * Gives a place back.
     *
     * @param key of the execution that had it, or null
     */
    void giveBack(String key) {
        synchronized (this) {
            taken--;
            if (key != null) {
                takenByKey.computeIfPresent(key, (any, count) -> count == 1 ? null : count - 1);
            }
        }
        payWhatIsOwed();
        queues.forEach(Runnable::run);
    }

    /** Asks again for what was missing last time: somebody may have given some back. */
    synchronized void askAgain() {
        if (missing > 0) {
            askForMore();
        }
    }

    /** Nothing waits here any more. */
    synchronized void isEnough() {
        missing = 0;
        if (othersKnow) {
            askForMore();
        }
    }

    private void askForMore() {
        if (asking || (held >= most && !othersKnow)) {
            return;
        }
        asking = true;
        executor.execute(this::ask);
    }

    private void ask() {
        int before;
        int wanted;
        int limit;
        int asks;
        synchronized (this) {
            forgetWhatAnotherHad();
            before = held;
            asks = node;
            limit = most;
            wanted = missing == 0 ? 0 : Math.max(0, Math.min(limit - held, Math.max(missing, share() - held)));
            missing = 0;
        }
        int now = before;
        try {
            now = tables.places().take(workflow, asks, wanted, limit);
        } catch (RuntimeException e) {
            LOG.debug("No places of workflow '{}' could be taken: {}", workflow, e.getMessage());
        }
        synchronized (this) {
            asking = false;
            if (node == asks) {
                held = now;
            }
            othersKnow = now < before + wanted;
            if (othersKnow) {
                missing = Math.max(1, missing);
            }
        }
        if (now > before) {
            queues.forEach(Runnable::run);
        }
    }

    /** What each gets when all need as much as they can get. */
    private int share() {
        int nodes = tables.node().others() + 1;
        return (most + nodes - 1) / nodes;
    }

    /**
     * Gives others what is not used here, and owes them what is used beyond the share of this process.
     *
     * @param wanted by all others together
     */
    void shareWith(int wanted) {
        synchronized (this) {
            forgetWhatAnotherHad();
            int idle = Math.max(0, held - taken);
            int busy = Math.min(held, taken);
            owed = Math.min(wanted, idle + Math.max(0, busy - share()));
        }
        payWhatIsOwed();
    }

    private void payWhatIsOwed() {
        synchronized (this) {
            if (asking || Math.min(owed, held - taken) <= 0) {
                return;
            }
            asking = true;
        }
        executor.execute(this::pay);
    }

    private void pay() {
        int paid;
        int pays;
        synchronized (this) {
            // From here on nothing of it is taken.
            paid = Math.max(0, Math.min(owed, held - taken));
            held -= paid;
            owed -= paid;
            pays = node;
        }
        try {
            if (paid > 0) {
                tables.places().giveBack(workflow, pays, paid);
            }
        } catch (RuntimeException e) {
            // The store still counts them as this process's, so it goes on with them.
            LOG.debug("Places of workflow '{}' could not be given back: {}", workflow, e.getMessage());
            synchronized (this) {
                held += node == pays ? paid : 0;
            }
        } finally {
            synchronized (this) {
                asking = false;
            }
        }
    }
}
