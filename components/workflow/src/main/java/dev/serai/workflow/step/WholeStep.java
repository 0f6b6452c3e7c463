/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.ExecutionJournal.Inside;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.execution.Visit;
import dev.serai.workflow.journal.Cover;
import dev.serai.workflow.journal.StepRecord;
import dev.serai.workflow.value.ExchangeChange;
import dev.serai.workflow.value.ExchangeSnapshot;
import dev.serai.workflow.value.UnrecordableValueException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.StreamCache;

/**
 * A step that holds others, from its beginning to its end. When it ends well, what it changed since its beginning is
 * recorded, and that record stands for those of the steps inside. A step whose state cannot be recorded has no such
 * record: the steps inside are then replayed one by one.
 */
final class WholeStep {

    private static final int FEWEST = 2;

    /** Of a loop that goes on: enough that the records of its turns are few beside those of the steps. */
    private static final int FEWEST_IN_TURNS = 10;

    private final Execution execution;
    private final Visit visit;
    private final Frame frame;
    private final String path;
    private final Optional<ExchangeSnapshot> before;
    private final long since;
    private final long startedAt;

    private WholeStep(
            Execution execution, Visit visit, Frame frame, String path, Optional<ExchangeSnapshot> before, long since) {
        this.execution = execution;
        this.visit = visit;
        this.frame = frame;
        this.path = path;
        this.before = before;
        this.since = since;
        this.startedAt = execution.host().tables().clock().now();
    }

    static WholeStep begin(Execution execution, Exchange exchange, Frame frame, Visit visit, String path) {
        long since = execution.journal().moment();
        return new WholeStep(execution, visit, frame, path, snapshot(execution, exchange), since);
    }

    private static Optional<ExchangeSnapshot> snapshot(Execution execution, Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof InputStream && !(body instanceof StreamCache)) {
            // The step may want to read it bit by bit.
            return Optional.empty();
        }
        try {
            return Optional.of(ExchangeSnapshot.take(execution.host().values(), exchange));
        } catch (UnrecordableValueException e) {
            return Optional.empty();
        }
    }

    Execution execution() {
        return execution;
    }

    /** The step has ended. */
    void end(Exchange exchange) {
        if (endedWell(exchange)) {
            record(exchange, visit.key(), FEWEST);
            execution
                    .journal()
                    .settled(
                            Frame.branchKey(frame),
                            since,
                            exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class));
        }
    }

    /** A loop has done its first turns. */
    void turned(Exchange exchange, int turns) {
        if (endedWell(exchange)) {
            record(exchange, Frame.turns(visit.key(), turns), FEWEST_IN_TURNS);
        }
    }

    /** Whether the steps after this one come next, as Camel decides it. */
    private boolean endedWell(Exchange exchange) {
        return !execution.isOver()
                && !execution.isLeft()
                && exchange.getException() == null
                && !exchange.isRouteStop()
                && !endsCallers(exchange);
    }

    /** Whether the route ends here, and with it those that called it: by a rollback, or a failure that was handled. */
    static boolean endsCallers(Exchange exchange) {
        ExchangeExtension extension = exchange.getExchangeExtension();
        return exchange.isRollbackOnly()
                || exchange.isRollbackOnlyLast()
                || (extension.isErrorHandlerHandledSet() && extension.isErrorHandlerHandled());
    }

    private void record(Exchange exchange, String key, int fewest) {
        if (before.flatMap(snapshot -> snapshot.caughtSince(exchange)).isPresent()) {
            // Camel's error handler leaves more behind on the exchange than its failure.
            return;
        }
        Inside inside = before.isEmpty() ? null : execution.journal().inside(key, since);
        if (inside == null || inside.count() < fewest) {
            return;
        }
        if (execution.completions().anyInside(inside.beginnings())) {
            return;
        }
        if (execution.journal().hasBeside(Frame.inside(frame, ""), inside, since)) {
            // Steps of an intercept ran in between, which this record would not stand for.
            return;
        }
        try {
            ExchangeChange change = RecordedChange.since(execution, before.get(), exchange);
            if (RecordedChange.keepsWhatWasCaught(execution, before.get(), exchange)) {
                execution.journal().append(record(key, inside, change).slim());
            }
        } catch (UnrecordableValueException e) {
            // The next recorded step says so, if there is one. Without, nothing is lost but time at a replay.
        }
    }

    private StepRecord record(String key, Inside inside, ExchangeChange change) {
        StepRecord record = new StepRecord(
                execution.journal().nextSequence(),
                key,
                execution.record().attempt(),
                visit.redelivery(),
                null,
                startedAt,
                execution.host().tables().clock().now(),
                null,
                change.encode(execution.host().values()),
                null,
                inside.secrets());
        return record.withCover(
                new Cover(inside.first(), inside.beginnings(), execution.visitsUnder(Frame.inside(frame, path))));
    }
}
