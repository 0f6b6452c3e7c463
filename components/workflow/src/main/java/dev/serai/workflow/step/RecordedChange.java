/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.journal.StepRecord;
import dev.serai.workflow.value.ExchangeChange;
import dev.serai.workflow.value.ExchangeSnapshot;
import dev.serai.workflow.value.UnrecordableValueException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/** What a step did to its exchange, to bytes and back, with the failure that it caught. */
final class RecordedChange {

    private RecordedChange() {}

    /**
     * @throws UnrecordableValueException when a value that the step left cannot be recorded
     */
    static ExchangeChange since(Execution execution, ExchangeSnapshot before, Exchange exchange) {
        ExchangeChange change = before.changeTo(exchange);
        Optional<Throwable> caught = before.caughtSince(exchange);
        return caught.isPresent()
                ? change.withCaught(encoded(execution, caught.get()).orElse(null))
                : change;
    }

    /** Whether a failure that was caught since can be made again. */
    static boolean keepsWhatWasCaught(Execution execution, ExchangeSnapshot before, Exchange exchange) {
        return before.caughtSince(exchange)
                .map(failure -> encoded(execution, failure).isPresent())
                .orElse(true);
    }

    private static Optional<byte[]> encoded(Execution execution, Throwable failure) {
        try {
            byte[] bytes = execution.host().failures().encode(failure);
            execution.host().failures().decode(bytes, execution.host().classLoader());
            return Optional.of(bytes);
        } catch (UnrecordableValueException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes an exchange what it was after a step.
     *
     * @throws UnrecordableValueException when the step's failure cannot be made again
     */
    static void giveBack(Execution execution, Exchange exchange, StepRecord record) {
        byte[] bytes = execution.host().tables().largeValues().content(execution.id(), record.change());
        ExchangeChange change = ExchangeChange.decode(execution.host().values(), bytes);
        change.applyTo(exchange);
        if (change.caught() != null) {
            exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, failure(execution, change.caught()));
        }
        if (record.failed()) {
            exchange.setException(failure(execution, record.failure()));
        }
    }

    private static Throwable failure(Execution execution, byte[] bytes) {
        return execution.host().failures().decode(bytes, execution.host().classLoader());
    }
}
