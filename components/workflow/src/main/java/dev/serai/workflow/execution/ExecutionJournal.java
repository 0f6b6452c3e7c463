/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import dev.serai.workflow.journal.StepRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What one attempt has done: the steps that earlier runs recorded and that it has not come by again, the steps it did
 * itself, and which of these are not durable yet. Thread-safe.
 */
public final class ExecutionJournal {

    private final UnaryOperator<String> branchOf;
    private final Map<String, StepRecord> unread = new HashMap<>();
    private final Map<String, Integer> unreadByBranch = new HashMap<>();
    private final Map<String, Trace> traces = new HashMap<>();
    private final IdentityHashMap<Throwable, FailurePoint> failures = new IdentityHashMap<>();
    private final List<StepRecord> pending = new ArrayList<>();
    private long lastSequence;
    private long position;
    private int flushesUnderWay;

    /**
     * @param recorded what a replay gives back
     * @param lastSequence the last sequence that the store has for the execution
     * @param branchOf gives the branch that a step's key lies in
     */
    public ExecutionJournal(Collection<StepRecord> recorded, long lastSequence, UnaryOperator<String> branchOf) {
        this.branchOf = branchOf;
        this.lastSequence = lastSequence;
        Set<String> standingForOthers = new LinkedHashSet<>();
        recorded.stream().filter(step -> !step.failed()).forEach(step -> standingForOthers.add(step.step()));
        for (StepRecord step : recorded) {
            if (hasRecordedCaller(step.step(), standingForOthers)) {
                continue;
            }
            unread.put(step.step(), step);
            unreadByBranch.merge(branchOf.apply(step.step()), 1, Integer::sum);
        }
    }

    /** A call that is recorded as done stands for the steps that ran inside it. */
    private static boolean hasRecordedCaller(String step, Set<String> done) {
        for (int at = step.indexOf('>'); at >= 0; at = step.indexOf('>', at + 1)) {
            if (done.contains(step.substring(0, at))) {
                return true;
            }
        }
        return false;
    }

    /** The record of a visit, which is then read; empty when the step must run. */
    synchronized Optional<StepRecord> read(Visit visit) {
        StepRecord step = unread.remove(visit.key());
        if (step == null) {
            return Optional.empty();
        }
        unreadByBranch.merge(branchOf.apply(visit.key()), -1, Integer::sum);
        position = Math.max(position, step.sequence());
        traces.put(visit.key(), new Trace(step.sequence(), step.redelivery()));
        return Optional.of(step);
    }

    /**
     * A recorded step of the same line that the replay has not come by; empty when all were.
     *
     * @param alone no other line runs beside it: then the lines around it have nothing recorded either that comes later
     */
    public synchronized Optional<String> passedOver(Visit visit, boolean alone) {
        String line = branchOf.apply(visit.key());
        Optional<String> passedOver = passedOver(visit, line);
        while (alone && passedOver.isEmpty() && !line.isEmpty()) {
            line = branchOf.apply(line);
            passedOver = passedOver(visit, line);
        }
        return passedOver;
    }

    private Optional<String> passedOver(Visit visit, String line) {
        if (unreadByBranch.getOrDefault(line, 0) <= 0) {
            return Optional.empty();
        }
        // The last run ended inside this call: its steps are still to come.
        boolean inside = unreadIn(line).anyMatch(step -> step.step().startsWith(visit.key() + ">"));
        return inside ? Optional.empty() : first(unreadIn(line));
    }

    private Stream<StepRecord> unreadIn(String line) {
        return unread.values().stream()
                .filter(step -> branchOf.apply(step.step()).equals(line));
    }

    private static Optional<String> first(Stream<StepRecord> steps) {
        return steps.min(Comparator.comparingLong(StepRecord::sequence)).map(StepRecord::step);
    }

    /** The first recorded step in a branch of a step that was left; empty when the replay came by all of them. */
    public synchronized Optional<String> leftInBranchesOf(Visit fanOut) {
        return unread.isEmpty()
                ? Optional.empty()
                : first(unread.values().stream().filter(step -> step.step().startsWith(fanOut.key() + "#")));
    }

    /** The first recorded step of the execution's own line that the replay has not come by; empty when all were. */
    public synchronized Optional<String> leftOver() {
        return unreadByBranch.getOrDefault("", 0) <= 0 ? Optional.empty() : first(unreadIn(""));
    }

    /** Whether the replay of a branch, and of those inside it, has records left; the empty text is the whole execution. */
    public synchronized boolean hasUnread(String branch) {
        return branch.isEmpty()
                ? !unread.isEmpty()
                : unread.keySet().stream().anyMatch(key -> key.startsWith(branch + Frame.INSIDE));
    }

    /** The number that the next record gets. */
    public synchronized long nextSequence() {
        return ++lastSequence;
    }

    public synchronized void append(StepRecord step) {
        pending.add(step);
        position = Math.max(position, step.sequence());
        traces.put(step.step(), new Trace(step.sequence(), step.redelivery()));
    }

    /**
     * Notes where a failure first showed. Only the first call for a failure counts.
     *
     * @param stepKey the step that failed: its visit when it was recorded, else its place; or null
     * @param caught the failure that was being handled when this one came up, or null: the step to mend is then the one
     *     that failed first
     */
    public synchronized void failed(Throwable failure, String stepKey, String branch, Throwable caught) {
        if (failures.containsKey(failure)) {
            return;
        }
        FailurePoint first = caught == null ? null : failures.get(caught);
        Trace trace = traces.get(stepKey);
        failures.put(
                failure,
                first != null
                        ? first
                        : new FailurePoint(stepKey, branch, trace == null ? position + 1 : trace.sequence));
    }

    /** Whether something would be written, or is being written. */
    public synchronized boolean isDurable() {
        return pending.isEmpty() && flushesUnderWay == 0;
    }

    /** Takes the records that are not durable yet; {@link #flushed} must follow. */
    public synchronized List<StepRecord> startFlush() {
        List<StepRecord> taken = List.copyOf(pending);
        pending.clear();
        flushesUnderWay++;
        return taken;
    }

    public synchronized void flushed() {
        flushesUnderWay--;
    }

    /** The step whose failure ended the attempt, if it was one's: its visit when it is recorded, else its place. */
    public synchronized Optional<String> failedStep(Throwable failure) {
        return point(failure).map(point -> point.step);
    }

    /**
     * What a new attempt does not replay: the failure that ended this one, the redeliveries before it, and what was
     * recorded after the first of them on the same line. Other branches of a split keep what they have done.
     */
    public synchronized Set<Long> discardedBy(Throwable failure) {
        FailurePoint point = point(failure).orElse(null);
        if (point == null) {
            return Set.of();
        }
        long from = firstOfItsRedeliveries(point);
        Set<Long> discarded = new TreeSet<>();
        traces.forEach((key, trace) -> {
            if (trace.sequence >= from && !Frame.isInAnotherBranch(key, point.branch)) {
                discarded.add(trace.sequence);
            }
        });
        return discarded;
    }

    private Optional<FailurePoint> point(Throwable failure) {
        int depth = 0;
        for (Throwable at = failure; at != null && depth < 50; at = at.getCause()) {
            FailurePoint point = failures.get(at);
            if (point != null) {
                return Optional.of(point);
            }
            depth++;
        }
        return Optional.empty();
    }

    private long firstOfItsRedeliveries(FailurePoint point) {
        long from = point.sequence;
        String key = point.step;
        Trace trace = traces.get(key);
        while (trace != null && trace.redelivery) {
            int at = key.lastIndexOf('@');
            key = key.substring(0, at + 1) + (Integer.parseInt(key.substring(at + 1)) - 1);
            trace = traces.get(key);
            if (trace != null) {
                from = Math.min(from, trace.sequence);
            }
        }
        return from;
    }

    /** Where a record stands, without its content. */
    private record Trace(long sequence, boolean redelivery) {}

    /** Where a failure first showed: at which step, in which branch, and before which record. */
    private record FailurePoint(String step, String branch, long sequence) {}
}
