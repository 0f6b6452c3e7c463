/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import org.apache.camel.Exchange;

/** What a message is in a route. Thread-safe. */
public interface ExchangeFilling {

    /**
     * Puts a message into an exchange.
     *
     * @param attempt which one this is, from 1
     * @throws dev.serai.connector.ConnectorException {@link MessagingErrors#UNREADABLE} when no attempt will ever help
     */
    void fill(Exchange exchange, IncomingMessage message, int attempt);
}
