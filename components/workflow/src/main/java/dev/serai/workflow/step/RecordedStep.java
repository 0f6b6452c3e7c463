/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.connector.Operation;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.connector.camel.ConnectorExchangeProperties;
import dev.serai.store.Failpoint;
import dev.serai.workflow.StepVetoException;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.ExecutionJournal.Inside;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.execution.HistoryFullException;
import dev.serai.workflow.execution.Hooks;
import dev.serai.workflow.execution.StepTimeouts;
import dev.serai.workflow.execution.Visit;
import dev.serai.workflow.journal.Cover;
import dev.serai.workflow.journal.StepRecord;
import dev.serai.workflow.mistake.Mistake;
import dev.serai.workflow.value.ExchangeChange;
import dev.serai.workflow.value.ExchangeProperties;
import dev.serai.workflow.value.ExchangeSnapshot;
import dev.serai.workflow.value.UnrecordableValueException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Around a step whose outcome is recorded: it gives back what was recorded, or runs the step and records it. */
final class RecordedStep extends StepProcessor {

    /** The body before a step is kept for people up to this size. */
    private static final int LARGEST_INPUT_KEPT = 64 * 1024;

    private final StepKind kind;
    private final Destination destination;
    private final Set<String> secrets;

    /** @param kind {@link StepKind#VALUE}, {@link StepKind#EFFECT}, {@link StepKind#WAIT} or {@link StepKind#CALL} */
    RecordedStep(StepPlace place, Processor step, StepKind kind, Destination destination) {
        super(place, step);
        this.kind = kind;
        this.destination = destination;
        this.secrets = destination.secrets();
    }

    @Override
    boolean process(Execution execution, Exchange exchange, Frame frame, AsyncCallback callback) {
        Visit visit = arrive(execution, exchange, frame);
        Optional<StepRecord> before = execution.recorded(visit);
        if (before.isPresent()) {
            if (giveBack(execution, exchange, frame, before.get())) {
                callback.done(true);
                return true;
            }
            return false;
        }
        boolean alone = frame == null || !frame.isInParallelBranch();
        // A call that failed before anything inside it was recorded has no record, and does nothing itself.
        Optional<String> passedOver = execution.journal().passedOver(visit, alone);
        if (passedOver.isPresent() && !destination.isRoute(exchange)) {
            execution.stop(
                    new Divergence(exchange.getContext(), execution.record()).atStep(visit.key(), passedOver.get()));
            return false;
        }
        if (execution.journal().isFull()) {
            execution.stop(
                    HistoryFullException.at(visit.key(), execution.journal().limit()));
            return false;
        }
        if (kind != StepKind.VALUE && execution.mustLeave()) {
            execution.flush(execution::leave);
            return false;
        }
        if (mayChangeTheWorld() && !execution.journal().isDurable() && !Mistake.DOES_NOT_FLUSH.isMade()) {
            execution.flush(() -> runWhenHeld(execution, exchange, frame, visit, callback));
            return false;
        }
        return run(execution, exchange, frame, visit, true, callback);
    }

    /** Whether what was recorded must be durable before the step starts. */
    private boolean mayChangeTheWorld() {
        if (kind == StepKind.VALUE || kind == StepKind.WAIT) {
            return false;
        }
        if (destination.endpoint() instanceof ConnectorEndpoint connector) {
            return !connector.specification().readOnly();
        }
        // The steps of the route behind a call wait for themselves.
        return !destination.isKnownRoute();
    }

    /** The store may have taken its time, and others may go on with the execution by now. */
    private void runWhenHeld(Execution execution, Exchange exchange, Frame frame, Visit visit, AsyncCallback callback) {
        if (execution.isHeld()) {
            run(execution, exchange, frame, visit, false, callback);
        } else {
            execution.leave();
        }
    }

    private boolean run(
            Execution execution,
            Exchange exchange,
            Frame frame,
            Visit visit,
            boolean synchronously,
            AsyncCallback callback) {
        ExchangeSnapshot before;
        try {
            before = ExchangeSnapshot.take(execution.host().values(), exchange);
        } catch (UnrecordableValueException e) {
            exchange.setException(e);
            noteFailure(execution, exchange, frame, visit.key());
            callback.done(synchronously);
            return synchronously;
        }
        if (!execution.beginStep()) {
            return false;
        }
        String identity = identity(execution, frame, visit);
        Frame inner = null;
        String key = null;
        exchange.setProperty(ExchangeProperties.STEP, visit.key());
        if (kind == StepKind.EFFECT || kind == StepKind.CALL) {
            key = execution.idempotencyKey(identity);
            exchange.setProperty(ConnectorExchangeProperties.STEP_IDEMPOTENCY_KEY, key);
        }
        if (kind == StepKind.CALL) {
            inner = Frame.call(frame, visit, identity);
            exchange.setProperty(ExchangeProperties.FRAME, inner);
        }
        Set<String> hidden = destination.isDynamic() ? listen(exchange) : secrets;
        StepRun run = new StepRun(
                execution,
                frame,
                inner,
                visit,
                before,
                key,
                hidden,
                execution.host().tables().clock().now(),
                execution.journal().moment());
        Failpoint.STEP_BEGINS.reached();
        Hooks hooks = execution.host().hooks();
        if (!hooks.isEmpty() && isVetoed(run, exchange, hooks)) {
            callback.done(synchronously);
            return synchronously;
        }
        Duration limit = limit(execution);
        if (limit != null) {
            new LimitedStep(execution, visit.key(), limit, exchange, before, inner, () -> {
                        ended(run, exchange);
                        callback.done(false);
                    })
                    .run(getProcessor());
            return false;
        }
        boolean sync = runStep(exchange, doneSync -> {
            ended(run, exchange);
            callback.done(synchronously && doneSync);
        });
        return synchronously && sync;
    }

    /** What of the message is secret is found out when the step calls a connector. */
    private static Set<String> listen(Exchange exchange) {
        Set<String> found = ConcurrentHashMap.newKeySet();
        Consumer<Operation> listener = operation -> found.addAll(StepSecrets.of(operation));
        exchange.setProperty(ConnectorExchangeProperties.STEP_CALLS, listener);
        return found;
    }

    /** How long the step may take; null for no limit. Setters compute in memory, and have none. */
    private Duration limit(Execution execution) {
        StepTimeouts timeouts = execution.stepTimeouts();
        if (timeouts.isEmpty() || kind == StepKind.VALUE || destination.isKnownRoute()) {
            return null;
        }
        return timeouts.of(place.id());
    }

    private boolean isVetoed(StepRun run, Exchange exchange, Hooks hooks) {
        try {
            hooks.stepStarts(run.execution, run.visit.key(), exchange);
            return false;
        } catch (StepVetoException e) {
            exchange.setException(e);
            ended(run, exchange);
            return true;
        }
    }

    private void ended(StepRun run, Exchange exchange) {
        Failpoint.STEP_ENDED.reached();
        if (exchange.getContext().isStopped()) {
            // Nothing can be recorded any more: the step is repeated with its key.
            return;
        }
        restore(exchange, run.frame);
        exchange.removeProperty(ConnectorExchangeProperties.STEP_IDEMPOTENCY_KEY);
        exchange.removeProperty(ConnectorExchangeProperties.STEP_CALLS);
        exchange.removeProperty(ExchangeProperties.STEP);
        Execution execution = run.execution;
        forgetSkippedDelay(execution, exchange);
        byte[] change;
        try {
            change = RecordedChange.since(execution, run.before, exchange)
                    .encode(execution.host().values());
        } catch (UnrecordableValueException e) {
            if (exchange.getException() == null) {
                exchange.setException(e);
            }
            // A replay finds nothing of what the step left, so the route must not either.
            run.before.restore(exchange);
            change = ExchangeChange.NONE.encode(execution.host().values());
        }
        Exception failure = exchange.getException();
        // What ended the route from inside comes back by itself when the steps inside are replayed.
        boolean takenOver = run.inner != null && run.inner.wasEntered();
        boolean fromInside = takenOver && (failure != null || WholeStep.endsCallers(exchange));
        // A step that the stop has cut short is in flight still: it is repeated with its key.
        boolean cutShort =
                failure != null && execution.isLeft() && execution.host().isStopping();
        if (!fromInside && !cutShort && !(takenOver && isOpenInside(run))) {
            execution.journal().append(record(run, takenOver, change, failure).slim());
        }
        if (failure != null) {
            execution.visitFailed(Frame.inside(run.frame, place.path()));
            noteFailure(execution, exchange, run.frame, run.visit.key());
        }
        Hooks hooks = execution.host().hooks();
        if (!hooks.isEmpty()) {
            hooks.stepEnds(execution, run.visit.key(), exchange);
        }
        if (!takenOver) {
            execution.endStep();
        }
    }

    /** Whether a step inside still does something when the exchange is done, and must be come by again for that. */
    private static boolean isOpenInside(StepRun run) {
        Inside inside = run.execution.journal().inside(run.visit.key(), run.since);
        return run.execution.completions().anyInside(inside.beginnings());
    }

    private StepRecord record(StepRun run, boolean takenOver, byte[] change, Exception failure) {
        byte[] input = run.before.encodedBody();
        Inside inside = takenOver ? run.execution.journal().inside(run.visit.key(), run.since) : null;
        Set<String> hidden = run.secrets;
        if (inside != null && !inside.secrets().isEmpty()) {
            hidden = new HashSet<>(hidden);
            hidden.addAll(inside.secrets());
        }
        StepRecord record = new StepRecord(
                run.execution.journal().nextSequence(),
                run.visit.key(),
                run.execution.record().attempt(),
                run.visit.redelivery(),
                run.idempotencyKey,
                run.startedAt,
                run.execution.host().tables().clock().now(),
                input == null || input.length > LARGEST_INPUT_KEPT ? null : input,
                change,
                failure == null ? null : run.execution.host().failures().encode(failure),
                hidden);
        return inside == null || inside.count() == 0
                ? record
                : record.withCover(new Cover(inside.first(), inside.beginnings(), null));
    }

    /** What is known of a step while it runs. */
    private record StepRun(
            Execution execution,
            Frame frame,
            Frame inner,
            Visit visit,
            ExchangeSnapshot before,
            String idempotencyKey,
            Set<String> secrets,
            long startedAt,
            long since) {}
}
