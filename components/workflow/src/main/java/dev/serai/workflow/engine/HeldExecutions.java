/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The executions of a queue that this process has taken, by their ids, and what becomes of them: whether they are in memory,
 * and which the others may have again. Not thread-safe; the queue guards it.
 */
final class HeldExecutions {

    private final Set<String> inMemory = new HashSet<>();
    private final Set<String> aside = new HashSet<>();

    /** What is in memory no more: others may have it when the store knows. */
    private final Set<String> toRelease = new HashSet<>();

    /** What was about to be taken while something else happened to it. */
    private final Set<String> goneWhileAsking = new HashSet<>();

    /** Executions whose turn came by an event while they were on their way out of memory. */
    private final Set<String> awakened = new HashSet<>();

    void add(String execution) {
        inMemory.add(execution);
    }

    void forget(String execution) {
        inMemory.remove(execution);
    }

    boolean inMemory(String execution) {
        return inMemory.contains(execution);
    }

    /** All that are in memory. */
    Set<String> inMemory() {
        return Set.copyOf(inMemory);
    }

    boolean isEmpty() {
        return inMemory.isEmpty() && toRelease.isEmpty();
    }

    /** In memory, but nothing is done for it before it is taken anew. */
    void setAside(String execution) {
        aside.add(execution);
    }

    /** Gives up one that was set aside; false when it was not. */
    boolean giveUpAside(String execution) {
        boolean given = aside.remove(execution);
        if (given) {
            inMemory.remove(execution);
            toRelease.add(execution);
        }
        return given;
    }

    /** Its turn has come; one that is not in memory is found in the store. */
    void awaken(String execution) {
        if (inMemory.contains(execution)) {
            awakened.add(execution);
        }
    }

    /**
     * It has left memory.
     *
     * @return whether its turn came meanwhile, so that it is due in the store
     */
    boolean end(String execution) {
        inMemory.remove(execution);
        return awakened.remove(execution);
    }

    void searchBegins() {
        goneWhileAsking.clear();
    }

    /** Something else happened to it than what a search under way may find. */
    void passes(String execution) {
        goneWhileAsking.add(execution);
    }

    /**
     * A search has taken it.
     *
     * @return false when it is on its way out of memory here, or something else has happened to it: then it is released
     */
    boolean take(String execution) {
        boolean taken = !goneWhileAsking.contains(execution) && inMemory.add(execution);
        if (taken) {
            toRelease.remove(execution);
        } else {
            toRelease.add(execution);
        }
        return taken;
    }

    void releaseLater(String execution) {
        toRelease.add(execution);
    }

    void releaseLater(Collection<String> executions) {
        toRelease.addAll(executions);
    }

    /** Hands over what is to be released: whoever else comes by must not release what was taken anew meanwhile. */
    Set<String> handOver() {
        Set<String> gone = Set.copyOf(toRelease);
        toRelease.clear();
        return gone;
    }
}
