/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.StepRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One attempt of one execution while it is in memory. Thread-safe. */
public final class Execution {

    private final ExecutionRecord record;
    private final ExecutionHost host;
    private final ExecutionJournal journal;
    private final Visits visits = new Visits();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final long startedAt = System.currentTimeMillis();
    private int stepsUnderWay;
    private volatile boolean left;

    public Execution(ExecutionRecord record, ExecutionHost host, ExecutionJournal journal) {
        this.record = record;
        this.host = host;
        this.journal = journal;
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

    /** Notes that a step failed, so that a redelivery of it is known for one. */
    public void visitFailed(String place) {
        visits.failed(place);
    }

    /**
     * What a step tells the outside world: the same for each repetition of the step, in this attempt and in later ones.
     *
     * @param identity the step's place and the number of its first visit
     */
    public String idempotencyKey(String identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return record.id() + "-" + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /**
     * Makes what was recorded so far durable, then goes on. When the store fails, the execution is left in its tracks.
     */
    public void flush(Runnable next) {
        List<StepRecord> steps = journal.startFlush();
        if (begun.compareAndSet(false, true)) {
            // Shares the commit of the first records; an execution without any needs no such note.
            host.tables().begin(record.id(), startedAt);
        }
        host.tables().append(record.id(), steps, (nothing, failure) -> {
            journal.flushed();
            if (failure == null) {
                next.run();
            } else {
                leave();
            }
        });
    }

    /** Asks whether a step may start; a step that did must end with {@link #endStep}, or be handed over. */
    public synchronized boolean beginStep() {
        if (left) {
            return false;
        }
        stepsUnderWay++;
        return true;
    }

    /** The step has ended, or the steps of another route have taken over from it. */
    public void endStep() {
        boolean lastOne;
        synchronized (this) {
            stepsUnderWay--;
            lastOne = left && stepsUnderWay == 0;
        }
        if (lastOne) {
            drop();
        }
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

    /** Whether no further step may start. */
    public boolean isLeft() {
        return left;
    }

    private void drop() {
        if (end()) {
            host.tables().append(record.id(), journal.startFlush(), (nothing, failure) -> {
                journal.flushed();
                host.dropped(this);
            });
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
