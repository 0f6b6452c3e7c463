/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import dev.serai.store.Failpoint;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.StepRecord;
import dev.serai.workflow.journal.StepWait;
import dev.serai.workflow.journal.StepWait.Answer;
import dev.serai.workflow.journal.StepWait.State;
import dev.serai.workflow.mistake.Mistake;
import dev.serai.workflow.value.ExchangeProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/** One attempt of one execution while it is in memory. Thread-safe. */
public final class Execution {

    private final ExecutionRecord record;
    private final ExecutionHost host;
    private final ExecutionJournal journal;
    private final StepTimeouts stepTimeouts;
    private final Edits edits;
    private final Visits visits = new Visits();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final long startedAt;
    private final LongAdder moves = new LongAdder();
    private final EndTasks endTasks = new EndTasks();
    private final OpenCompletions completions = new OpenCompletions();
    private int stepsUnderWay;
    private volatile boolean left;
    private volatile boolean parked;
    private volatile boolean cutOff;
    private volatile boolean askedToLeave;
    private volatile boolean skippedDelays;

    public Execution(
            ExecutionRecord record,
            ExecutionHost host,
            ExecutionJournal journal,
            StepTimeouts stepTimeouts,
            Edits edits) {
        this.record = record;
        this.host = host;
        this.journal = journal;
        this.startedAt = host.tables().clock().now();
        this.stepTimeouts = stepTimeouts;
        this.edits = edits;
    }

    public ExecutionRecord record() {
        return record;
    }

    public String id() {
        return record.id();
    }

    public ExecutionHost host() {
        return host;
    }

    public ExecutionJournal journal() {
        return journal;
    }

    public StepTimeouts stepTimeouts() {
        return stepTimeouts;
    }

    /** What people changed in its message. */
    public Edits edits() {
        return edits;
    }

    /** What is left to do when it ends. */
    public EndTasks endTasks() {
        return endTasks;
    }

    /** What is left to do when exchanges of it are done. */
    public OpenCompletions completions() {
        return completions;
    }

    /** When this attempt began, in milliseconds since 1970. */
    public long startedAt() {
        return startedAt;
    }

    public Visit arrive(String place, boolean redelivered) {
        return visits.arrive(place, redelivered);
    }

    /** The record of a visit, if it was recorded. */
    public Optional<StepRecord> recorded(Visit visit) {
        return journal.read(visit);
    }

    /** The record of the turns that a loop had done when the last run ended. */
    public Optional<StepRecord> recordedTurns(Visit loop) {
        return journal.readTurns(loop);
    }

    /** How often the steps right under a place were come by, encoded. */
    public byte[] visitsUnder(String place) {
        return host.values().encode("visits", visits.under(place));
    }

    /** Makes the steps right under a place count on from where a record of the whole left them. */
    @SuppressWarnings("unchecked")
    public void restoreVisits(String place, byte[] encoded) {
        visits.restore(place, (Map<String, int[]>) host.values().decode(encoded));
    }

    /** Notes that a step failed, so that a redelivery of it is known for one. */
    public void visitFailed(String place) {
        visits.failed(place);
    }

    /** Notes that a replay told an error handler not to wait before a redelivery. */
    public void skippedDelay() {
        skippedDelays = true;
    }

    /** Whether {@link #skippedDelay} was called. */
    public boolean hasSkippedDelays() {
        return skippedDelays;
    }

    /**
     * What a step tells the outside world: the same for each repetition of the step, in this attempt and in later ones.
     *
     * @param identity the step's place and the number of its first visit
     */
    public String idempotencyKey(String identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(edits.inThisRound(identity).getBytes(StandardCharsets.UTF_8));
            return record.id() + "-" + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /**
     * Makes what was recorded so far durable, then goes on. When the store fails, the execution is left in its tracks.
     */
    public void flush(Runnable next) {
        flushTo(steps -> append(steps, next));
    }

    /** Makes durable what has been recorded since some time while the execution came to no border. */
    public void flushLingering() {
        if (!isOver()) {
            journal.flushLingering(noted(steps -> append(steps, () -> {})));
        }
    }

    private void append(List<StepRecord> steps, Runnable next) {
        host.tables().steps().append(record, steps, (nothing, failure) -> {
            journal.flushed(steps, failure == null);
            if (failure == null) {
                next.run();
            } else {
                leave();
            }
        });
    }

    /** Hands over the records that are not durable yet; {@link ExecutionJournal#flushed} must follow. */
    private void flushTo(Consumer<List<StepRecord>> write) {
        journal.flush(noted(write));
    }

    /**
     * Notes before the first write that the execution has begun: the note shares the commit of the first records, and an
     * execution without any needs none. After a write that ends or suspends the execution, it would undo that.
     */
    private Consumer<List<StepRecord>> noted(Consumer<List<StepRecord>> write) {
        return steps -> {
            // A process that shares the store noted it when it took the execution.
            if (record.node() == 0 && begun.compareAndSet(false, true)) {
                host.tables().executions().begin(record, startedAt);
            }
            write.accept(steps);
        };
    }

    /**
     * Asks whether what the step under way waits for is there. What was recorded before becomes durable with it. When
     * it is not there, the line that the step stands in is parked: nobody is called back, and the execution comes by
     * again when the wait is over. When the store fails, the execution is left in its tracks.
     *
     * @param exchange the step's
     * @param over called with the answer when the wait is over or was given up
     */
    public void await(Exchange exchange, StepWait wait, Consumer<Answer> over) {
        TimeLimit limit = exchange.getProperty(ExchangeProperties.TIME_LIMIT, TimeLimit.class);
        if (limit != null && !limit.lift()) {
            return;
        }
        flushTo(steps -> host.tables().waits().arrive(record, keptAtAWait(steps), wait, (answer, failure) -> {
            journal.flushed(steps, failure == null);
            if (failure != null) {
                abandonStep();
            } else if (answer.state() == State.WAITING && !Mistake.GOES_ON_AT_A_WAIT.isMade()) {
                park(isAmongOthers(exchange));
            } else {
                over.accept(answer);
            }
        }));
    }

    private static List<StepRecord> keptAtAWait(List<StepRecord> steps) {
        return Mistake.FORGETS_AT_A_WAIT.isMade() ? List.of() : steps;
    }

    /** Starts a child that begins at an entry, and goes on with its id when the start is durable. */
    public void startChild(String entry, byte[] input, String key, Consumer<String> started) {
        host.handOvers().startChild(record, entry, input, key, (id, failure) -> {
            if (failure == null) {
                started.accept(id);
            } else {
                abandonStep();
            }
        });
    }

    /** Leaves the execution in its tracks because the store failed under the step that is under way. */
    public void abandonStep() {
        leave();
        endStep();
    }

    private static boolean isAmongOthers(Exchange exchange) {
        Frame frame = exchange.getProperty(ExchangeProperties.FRAME, Frame.class);
        return frame != null && frame.isInParallelBranch();
    }

    /** Notes that a line has come to a step, in any of the lines that run side by side. */
    public void moved() {
        moves.increment();
    }

    /**
     * A line waits for something outside. A line that runs alone takes the execution out of memory at once; beside
     * others it waits until these have come to an end or wait too.
     */
    private void park(boolean amongOthers) {
        synchronized (this) {
            parked = true;
        }
        if (!amongOthers) {
            leave();
        }
        endStep();
    }

    /** Asks whether a step may start; a step that did must end with {@link #endStep}, or be handed over. */
    public synchronized boolean beginStep() {
        if (left) {
            return false;
        }
        stepsUnderWay++;
        return true;
    }

    /**
     * Whether this process still has the execution for long enough to begin something that changes the world. Others may
     * go on with it when not.
     */
    public boolean isHeld() {
        return host.tables().node().holds(record.node());
    }

    /** The step has ended, or the steps of another route have taken over from it. */
    public void endStep() {
        boolean lastOne;
        boolean settles;
        synchronized (this) {
            stepsUnderWay--;
            lastOne = left && stepsUnderWay == 0;
            settles = parked && !left && stepsUnderWay == 0;
        }
        if (lastOne) {
            drop();
        } else if (settles) {
            settle();
        }
    }

    /**
     * Leaves the execution when no line has moved for a while. The wait only spares a replay: a line that is found to
     * have been cut off is taken up again at once.
     */
    private void settle() {
        long before = moves.sum();
        Future<?> unused = host.later(host.patience(record.id()), () -> {
            boolean quiet;
            synchronized (this) {
                if (left || stepsUnderWay > 0) {
                    return;
                }
                quiet = moves.sum() == before;
            }
            if (quiet) {
                leave();
            } else {
                settle();
            }
        });
    }

    /**
     * Leaves the execution in its tracks: the exchange at this border is never called back, and no step starts any more.
     * When the steps that are under way in other branches have ended, what they did is recorded.
     */
    public void leave() {
        boolean lastOne;
        synchronized (this) {
            left = true;
            lastOne = stepsUnderWay == 0;
        }
        if (lastOne) {
            drop();
        }
    }

    /** Whether it was left in its tracks: what its lines still come to may be the doing of a context that stops. */
    public boolean isLeft() {
        return left;
    }

    /** Asks the execution to leave at its next border, because something else is to happen to it. */
    public void askToLeave() {
        askedToLeave = true;
    }

    public boolean isAskedToLeave() {
        return askedToLeave;
    }

    /** Whether no step may start any more: the execution has to leave at this border. */
    public boolean mustLeave() {
        return askedToLeave || host.isStopping() || !isHeld();
    }

    /** Whether a line that came to a border must stop there. One that must has work left to do. */
    public boolean turnsAway() {
        if (left) {
            cutOff = true;
        }
        return left;
    }

    private void drop() {
        if (!end()) {
            return;
        }
        if (parked && !host.isStopping() && isHeld()) {
            Failpoint.SUSPENDS.reached();
            flushTo(steps -> host.tables().waits().suspend(record, steps, cutOff, (dueAt, failure) -> {
                journal.flushed(steps, failure == null);
                if (failure == null) {
                    host.suspended(this, dueAt, cutOff);
                } else {
                    host.dropped(this);
                }
            }));
        } else {
            flushTo(steps -> host.tables().steps().append(record, steps, (nothing, failure) -> {
                journal.flushed(steps, failure == null);
                host.dropped(this);
            }));
        }
    }

    /** Leaves the execution because its replay does not fit its record. */
    public void stop(RuntimeException reason) {
        synchronized (this) {
            left = true;
        }
        if (end()) {
            host.stopped(this, reason);
        }
    }

    /** Ends the attempt; true for the one caller that may say how it ended. */
    public boolean end() {
        return over.compareAndSet(false, true);
    }

    public boolean isOver() {
        return over.get();
    }
}
