/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import java.util.List;

/**
 * What a step waits for.
 *
 * @param step the step's key
 * @param subject the signal's name or the child's id; null for a timer
 * @param dueAt when a timer ends, or when the wait for the subject is given up, in milliseconds since 1970;
 *     {@link ExecutionRecord#NEVER} for never
 * @param question what people are asked; null when no person is
 */
public record StepWait(String step, Kind kind, String subject, long dueAt, Question question) {

    /** A wait that asks no person. */
    public StepWait(String step, Kind kind, String subject, long dueAt) {
        this(step, kind, subject, dueAt, null);
    }

    /**
     * What people are asked.
     *
     * @param approvers who may answer; empty for anybody
     */
    public record Question(String title, List<String> approvers) {}

    /** What ends a wait. */
    public enum Kind {
        TIMER,
        SIGNAL,
        CHILD
    }

    /** What became of a wait so far. */
    public enum State {
        /** What was waited for is there; a timer has run out. */
        OVER,
        /** The time is up, and what was waited for is not there. */
        TIMED_OUT,
        /** The execution has to come again later. */
        WAITING
    }

    /**
     * An answer to a step that arrived.
     *
     * @param subject the signal's name or the child's id; the first arrival decides it
     * @param payload what came with a signal, encoded; null otherwise
     * @param dueAt when the wait ends by itself; the first arrival decides it
     */
    public record Answer(State state, String subject, byte[] payload, long dueAt) {}
}
