/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what a body reads from when its exchange is done, also when no step has read it to the end. */
final class ClosedWithExchange extends SynchronizationAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ClosedWithExchange.class);

    private final AutoCloseable source;

    ClosedWithExchange(AutoCloseable source) {
        this.source = source;
    }

    @Override
    public void onDone(Exchange exchange) {
        try {
            source.close();
        } catch (Exception e) {
            LOG.warn("What the exchange {} read from could not be closed.", exchange.getExchangeId(), e);
        }
    }
}
