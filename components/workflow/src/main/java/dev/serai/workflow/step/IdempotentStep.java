/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.ExecutionLeftException;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.value.ExchangeProperties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Processor;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Around an idempotentConsumer: whether the message is new is asked once and recorded. An eager one takes the key before
 * its steps; that nobody had it is on the disk before it is taken, so that a run that died in between is not taken for a
 * duplicate of itself.
 */
final class IdempotentStep extends StepProcessor {

    private final Expression messageId;
    private final boolean eager;
    private final boolean completesAtOnce;
    private final IdempotentRepository repository;
    private final RecordedValue known;
    private final RecordedValue decision;

    IdempotentStep(StepPlace place, Processor step, CamelContext context, IdempotentConsumerDefinition consumer) {
        super(place, step);
        this.messageId = consumer.getExpression().createExpression(context);
        this.messageId.init(context);
        this.eager = !"false".equals(consumer.getEager());
        this.completesAtOnce = "true".equals(consumer.getCompletionEager());
        this.repository = ((RecordedRepository) consumer.getIdempotentRepositoryBean()).written();
        this.known = new RecordedValue(place.under("known"));
        this.decision = new RecordedValue(place.under("isNew"));
    }

    @Override
    boolean process(Execution execution, Exchange exchange, Frame frame, AsyncCallback callback) {
        AtomicBoolean asked = new AtomicBoolean();
        try {
            String key = messageId.evaluate(exchange, String.class);
            if (key == null) {
                return runStep(exchange, callback);
            }
            boolean knownBefore = (Boolean) known.of(exchange, at -> {
                asked.set(true);
                return repository.contains(at, key);
            });
            if (!asked.get()) {
                exchange.setProperty(ExchangeProperties.TAKEN_BEFORE, true);
            }
            if (knownBefore || !eager) {
                return run(execution, exchange, frame, !knownBefore, callback);
            }
            if (!asked.get()) {
                return take(execution, exchange, frame, key, false, callback);
            }
            execution.flush(() -> take(execution, exchange, frame, key, true, callback));
            return false;
        } catch (ExecutionLeftException e) {
            return false;
        } catch (RuntimeException e) {
            return fail(execution, exchange, frame, e, callback);
        }
    }

    /** A run that knows from its record that nobody had the key takes it, whoever has it by now: most likely itself. */
    private boolean take(
            Execution execution, Exchange exchange, Frame frame, String key, boolean asked, AsyncCallback callback) {
        boolean isNew;
        try {
            isNew = (Boolean) decision.of(exchange, at -> repository.add(at, key) || !asked);
        } catch (ExecutionLeftException e) {
            return false;
        } catch (RuntimeException e) {
            return fail(execution, exchange, frame, e, callback);
        }
        return run(execution, exchange, frame, isNew, callback);
    }

    private boolean run(Execution execution, Exchange exchange, Frame frame, boolean isNew, AsyncCallback callback) {
        exchange.setProperty(ExchangeProperties.IS_NEW, isNew);
        if (isNew && !completesAtOnce) {
            // Camel keeps or gives back the key when the exchange is done.
            execution.completions().await(exchange, Frame.inside(frame, place.path()));
        }
        // Always done asynchronously, because the key may have been waited for.
        runStep(exchange, sync -> {
            noteFailure(execution, exchange, frame, null);
            callback.done(false);
        });
        return false;
    }

    private boolean fail(
            Execution execution, Exchange exchange, Frame frame, RuntimeException failure, AsyncCallback callback) {
        exchange.setException(failure);
        noteFailure(execution, exchange, frame, null);
        callback.done(false);
        return false;
    }
}
