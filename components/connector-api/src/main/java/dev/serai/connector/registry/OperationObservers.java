/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.observation.OperationCall;
import dev.serai.connector.observation.OperationObserver;
import dev.serai.connector.observation.OperationObserver.Observation;
import dev.serai.connector.observation.OperationOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells observers, and the debug log, of every operation of a registry's connectors. Thread-safe. */
final class OperationObservers {

    /** One line for each operation, at debug. */
    private static final Logger LOG = LoggerFactory.getLogger("dev.serai.connector.operations");

    private final List<OperationObserver> observers = new CopyOnWriteArrayList<>();

    void add(OperationObserver observer) {
        observers.add(observer);
    }

    void remove(OperationObserver observer) {
        observers.remove(observer);
    }

    /** Whether anybody listens. */
    boolean listening() {
        return !observers.isEmpty() || LOG.isDebugEnabled();
    }

    /** Makes a call that is watched. The stage is the call's own, so that it can be cancelled. */
    CompletionStage<ExecutionResult> watch(
            OperationCall call,
            Function<Throwable, ConnectorException> known,
            Supplier<CompletionStage<ExecutionResult>> made) {
        long start = System.nanoTime();
        List<Observation> observations =
                observers.stream().map(observer -> begin(observer, call)).toList();
        CompletionStage<ExecutionResult> stage;
        try {
            stage = made.get();
        } catch (RuntimeException e) {
            end(call, observations, new OperationOutcome(since(start), 0, known.apply(e)));
            throw e;
        }
        stage.whenComplete((result, failure) -> {
            int attempts = DeclaredConnector.attempts(stage, result);
            end(
                    call,
                    observations,
                    new OperationOutcome(since(start), attempts, failure == null ? null : known.apply(failure)));
        });
        return stage;
    }

    /** Tells all observers something that is not a call. */
    void tell(Consumer<OperationObserver> what) {
        for (OperationObserver observer : observers) {
            try {
                what.accept(observer);
            } catch (RuntimeException e) {
                LOG.warn("An observer of operations failed: {}", e.toString());
            }
        }
    }

    private static Observation begin(OperationObserver observer, OperationCall call) {
        try {
            return observer.begin(call);
        } catch (RuntimeException e) {
            LOG.warn("An observer of operations failed: {}", e.toString());
            return outcome -> {};
        }
    }

    private static void end(OperationCall call, List<Observation> observations, OperationOutcome outcome) {
        for (Observation observation : observations) {
            try {
                observation.end(outcome);
            } catch (RuntimeException e) {
                LOG.warn("An observer of operations failed: {}", e.toString());
            }
        }
        LOG.atDebug()
                .addKeyValue("connector", call.connector())
                .addKeyValue("type", call.type())
                .addKeyValue("operation", call.operation())
                .addKeyValue(
                        "outcome",
                        outcome.success() ? "success" : outcome.failure().code())
                .addKeyValue("attempts", outcome.attempts())
                .addKeyValue("micros", outcome.duration().toNanos() / 1000)
                .log("connector operation");
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
