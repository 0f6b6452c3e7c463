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
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What one attempt has done: the steps that earlier runs recorded and that it has not come by again, the steps it did
 * itself, and which of these are not durable yet. Thread-safe.
 */
public final class ExecutionJournal {

    private final UnaryOperator<String> branchOf;
    private final int limit;
    private final Map<String, StepRecord> unread = new HashMap<>();
    private final Map<String, Integer> unreadByBranch = new HashMap<>();
    private final NavigableMap<String, Trace> traces = new TreeMap<>();
    private final IdentityHashMap<Throwable, FailurePoint> failures = new IdentityHashMap<>();
    private final NavigableMap<String, BranchFailure> failedBranches = new TreeMap<>();
    private final Map<String, CarriedFailure> carried = new HashMap<>();
    private final List<StepRecord> pending = new ArrayList<>();
    private long lastSequence;
    private long position;
    private long moment;
    private int flushesUnderWay;
    private long firstAtLastLook;

    /**
     * @param recorded what a replay gives back
     * @param lastSequence the last sequence that the store has for the execution
     * @param branchOf gives the branch that a step's key lies in
     * @param limit how many records a replay may have to give back
     */
    public ExecutionJournal(
            Collection<StepRecord> recorded, long lastSequence, UnaryOperator<String> branchOf, int limit) {
        this.branchOf = branchOf;
        this.limit = limit;
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

    /**
     * A call or split that is recorded as done stands for the steps that ran inside it: also for those of a branch that
     * ended after the split had timed out, and for those that the first version of the store did not mark.
     */
    private static boolean hasRecordedCaller(String step, Set<String> done) {
        for (int at = 0; at < step.length(); at++) {
            char sign = step.charAt(at);
            if ((sign == Frame.INSIDE || sign == Frame.BRANCH) && done.contains(step.substring(0, at))) {
                return true;
            }
        }
        return false;
    }

    /** The record of a visit, which is then read; empty when the step must run. */
    synchronized Optional<StepRecord> read(Visit visit) {
        return read(visit.key());
    }

    private Optional<StepRecord> read(String key) {
        StepRecord step = unread.remove(key);
        if (step == null) {
            return Optional.empty();
        }
        unreadByBranch.merge(branchOf.apply(key), -1, Integer::sum);
        trace(step);
        return Optional.of(step);
    }

    /** The record of a loop's turns that were done when the last run ended, which is then read. */
    synchronized Optional<StepRecord> readTurns(Visit loop) {
        String beginning = loop.key() + Frame.TURN;
        return unread.keySet().stream()
                .filter(key -> key.startsWith(beginning))
                .findFirst()
                .flatMap(this::read);
    }

    private void trace(StepRecord step) {
        position = Math.max(position, step.sequence());
        traces.put(step.step(), new Trace(step.sequence(), step.redelivery(), ++moment, step.secrets()));
    }

    /** Whether no further record fits into the history. */
    public synchronized boolean isFull() {
        return traces.size() + unread.size() >= limit;
    }

    /** The number of records that a replay may have to give back. */
    public int limit() {
        return limit;
    }

    /** A moment of this attempt, to tell what came before from what came after. */
    public synchronized long moment() {
        return moment;
    }

    /**
     * The records that one of a whole step can stand for.
     *
     * @param key the step's, or that of a loop's turns
     * @param since the moment at which the step began
     */
    public synchronized Inside inside(String key, long since) {
        List<String> beginnings = Frame.beginningsInside(key);
        int count = 0;
        long first = Long.MAX_VALUE;
        Set<String> secrets = new TreeSet<>();
        for (String beginning : beginnings) {
            for (Trace trace : beginningWith(beginning).values()) {
                if (trace.moment > since) {
                    count++;
                    first = Math.min(first, trace.sequence);
                    secrets.addAll(trace.secrets);
                }
            }
        }
        return new Inside(count, first, beginnings, secrets);
    }

    /**
     * Whether something was recorded while a whole step ran that is not inside it, though it is on the same level.
     *
     * @param level how the keys of the steps begin that stand beside the whole step
     * @param since the moment at which the step began
     */
    public synchronized boolean hasBeside(String level, Inside inside, long since) {
        return beginningWith(level).entrySet().stream()
                .anyMatch(trace -> trace.getValue().moment > since
                        && inside.beginnings().stream().noneMatch(trace.getKey()::startsWith));
    }

    /**
     * What was recorded inside a step.
     *
     * @param first the lowest sequence
     * @param beginnings how the keys begin
     * @param secrets names of values that people are not shown of them
     */
    public record Inside(int count, long first, List<String> beginnings, Set<String> secrets) {}

    private NavigableMap<String, Trace> beginningWith(String beginning) {
        return traces.subMap(beginning, true, beginning + Character.MAX_VALUE, true);
    }

    /**
     * A step has ended well: the failures inside it were dealt with, and are new ones when they are thrown again.
     *
     * @param caught what the exchange still has for caught, or null: Camel may end the route with it all the same
     */
    public synchronized void settled(String branch, long since, Throwable caught) {
        if (caught != null && failures.containsKey(caught)) {
            carried.put(branch, new CarriedFailure(caught, failures.get(caught)));
        }
        failures.values().removeIf(point -> point.moment > since && isOnLine(point.branch, branch));
        failedBranches
                .entrySet()
                .removeIf(ended -> ended.getValue().moment > since && isOnLine(ended.getKey(), branch));
    }

    private static boolean isOnLine(String branch, String line) {
        return line.isEmpty() || branch.equals(line) || branch.startsWith(line + Frame.INSIDE);
    }

    /**
     * A recorded step of the same line that the replay has not come by; empty when all were.
     *
     * @param alone no other line runs beside it: then the lines around it have nothing recorded either that comes later
     */
    public synchronized Optional<String> passedOver(Visit visit, boolean alone) {
        String line = branchOf.apply(visit.key());
        while (alone && !line.isEmpty() && !hasUnreadIn(line)) {
            line = branchOf.apply(line);
        }
        // Where something inside this call is recorded, the replay goes on there.
        return !hasUnreadIn(line) || hasUnread(visit.key()) ? Optional.empty() : first(unreadIn(line));
    }

    private boolean hasUnreadIn(String line) {
        return unreadByBranch.getOrDefault(line, 0) > 0;
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
        return hasUnreadIn("") ? first(unreadIn("")) : Optional.empty();
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
        if (step.cover() != null) {
            for (String beginning : step.cover().inside()) {
                beginningWith(beginning)
                        .values()
                        .removeIf(trace -> trace.sequence >= step.cover().first());
            }
        }
        trace(step);
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
        Trace trace = stepKey == null ? null : traces.get(stepKey);
        failures.put(
                failure,
                first != null
                        ? first
                        : new FailurePoint(stepKey, branch, trace == null ? position + 1 : trace.sequence, ++moment));
    }

    /** Whether something would be written, or is being written. */
    public synchronized boolean isDurable() {
        return pending.isEmpty() && flushesUnderWay == 0;
    }

    /**
     * Hands over the records that are not durable yet; {@link #flushed} must follow. Handed over under the lock, so that
     * they reach the store in their order: one that stands for others must not come before them.
     */
    public synchronized void flush(Consumer<List<StepRecord>> write) {
        List<StepRecord> taken = List.copyOf(pending);
        pending.clear();
        flushesUnderWay++;
        write.accept(taken);
    }

    /** Hands over the records that are not durable yet, as {@link #flush} does, if some were there at the last call, too. */
    synchronized void flushLingering(Consumer<List<StepRecord>> write) {
        long first = pending.isEmpty() ? 0 : pending.get(0).sequence();
        boolean lingers = first != 0 && first == firstAtLastLook;
        firstAtLastLook = first;
        if (lingers) {
            flush(write);
        }
    }

    /** The store has answered. What it did not take is handed over once more, before anything that came later. */
    synchronized void flushed(List<StepRecord> steps, boolean durable) {
        flushesUnderWay--;
        if (!durable) {
            pending.addAll(0, steps);
        }
    }

    /** The step whose failure ended the attempt, if it was one's: its visit when it is recorded, else its place. */
    public synchronized Optional<String> failedStep(Throwable failure) {
        return point(failure).map(point -> point.step);
    }

    /** A branch has ended with a failure that nothing inside it handled. */
    synchronized void branchFailed(String branch, Throwable failure) {
        failedBranches.put(branch, new BranchFailure(failure, ++moment));
    }

    /**
     * What a new attempt does not replay: the failure that ended this one, the redeliveries before it, and what was
     * recorded after the first of them on the same line. Other branches of a split keep what they have done, but those
     * that failed too are tried again too.
     */
    public synchronized Set<Long> discardedBy(Throwable failure) {
        Set<Long> discarded = new TreeSet<>();
        Set<FailurePoint> points = new LinkedHashSet<>();
        gather(failure, points);
        for (FailurePoint point : points) {
            long from = firstOfItsRedeliveries(point);
            traces.forEach((key, trace) -> {
                if (trace.sequence >= from && !Frame.isInAnotherBranch(key, point.branch)) {
                    discarded.add(trace.sequence);
                }
            });
        }
        return discarded;
    }

    private void gather(Throwable failure, Set<FailurePoint> points) {
        FailurePoint point = point(failure).orElse(null);
        if (point == null || !points.add(point)) {
            return;
        }
        for (String at = point.branch; !at.isEmpty(); at = Frame.branchOf(at)) {
            String fanOut = at.substring(0, at.lastIndexOf(Frame.BRANCH) + 1);
            for (Map.Entry<String, BranchFailure> sibling :
                    failedBranches.tailMap(fanOut).entrySet()) {
                if (!sibling.getKey().startsWith(fanOut)) {
                    break;
                }
                if (sibling.getKey().indexOf(Frame.INSIDE, fanOut.length()) < 0) {
                    gather(sibling.getValue().failure, points);
                }
            }
        }
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
        return carried.values().stream()
                .filter(dealtWith -> dealtWith.failure == failure)
                .map(CarriedFailure::point)
                .findFirst();
    }

    private long firstOfItsRedeliveries(FailurePoint point) {
        long from = point.sequence;
        String key = point.step;
        Trace trace = key == null ? null : traces.get(key);
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
    private record Trace(long sequence, boolean redelivery, long moment, Set<String> secrets) {}

    /** A failure that was dealt with, on an exchange that went on. */
    private record CarriedFailure(Throwable failure, FailurePoint point) {}

    /** What a branch ended with, and when. */
    private record BranchFailure(Throwable failure, long moment) {}

    /** Where a failure first showed: at which step, in which branch, before which record, and when. */
    private record FailurePoint(String step, String branch, long sequence, long moment) {}
}
