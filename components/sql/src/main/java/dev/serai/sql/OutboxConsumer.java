/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.camel.RecordDelivery;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Starts a route for each row of a table that serves as an outbox. A poll goes once through what is there; a row that the
 * route failed for comes again at the next.
 */
final class OutboxConsumer extends ScheduledPollConsumer {

    private final Supplier<Outbox> outbox;
    private final RecordDelivery delivery;

    /**
     * @param outbox fails while the connector is not connected
     * @param source names the table, in messages
     * @param skipsFailures whether the rows after one that failed are taken in the same poll
     */
    OutboxConsumer(
            Endpoint endpoint,
            Processor processor,
            Supplier<Outbox> outbox,
            String source,
            String table,
            boolean skipsFailures) {
        super(endpoint, processor);
        this.outbox = outbox;
        this.delivery = new RecordDelivery(this, source, table, skipsFailures, this::mayGoOn);
        setInitialDelay(0);
    }

    @Override
    protected int poll() {
        Outbox current = outbox.get();
        Optional<List<Object>> after = Optional.empty();
        int rows = 0;
        while (mayGoOn()) {
            Optional<Outbox.Taken> taken = current.next(after, delivery::deliver);
            if (taken.isEmpty()) {
                break;
            }
            rows++;
            if (taken.get().outcome() == RecordDelivery.Outcome.FAILED) {
                break;
            }
            after = Optional.of(taken.get().place());
        }
        return rows;
    }

    private boolean mayGoOn() {
        return isRunAllowed() && !isSuspendingOrSuspended();
    }
}
