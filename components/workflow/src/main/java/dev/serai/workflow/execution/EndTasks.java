/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * What is to be done when an execution ends. Each attempt asks for it anew; {@link OpenCompletions}
 * keeps records from standing for the steps that do. Thread-safe.
 */
public final class EndTasks {

    private final Deque<Consumer<Runnable>> lastParts = new ConcurrentLinkedDeque<>();
    private final Queue<Runnable> whenEnded = new ConcurrentLinkedQueue<>();

    /**
     * Has something done as the last part of the execution, when the attempt is sure to be the last: what was asked for
     * last comes first.
     *
     * @param part runs what it is given when it is done
     */
    public void beforeEnd(Consumer<Runnable> part) {
        lastParts.push(part);
    }

    /** Has something done outside once the execution has ended for good and that is durable. */
    public void whenEnded(Runnable task) {
        whenEnded.add(task);
    }

    /** Does what was asked for by {@link #beforeEnd}, then goes on. */
    public void doLastParts(Runnable next) {
        Consumer<Runnable> part = lastParts.poll();
        if (part == null) {
            next.run();
        } else {
            part.accept(() -> doLastParts(next));
        }
    }

    /** Does what was asked for by {@link #whenEnded}. */
    public void hasEnded() {
        whenEnded.forEach(Runnable::run);
    }
}
