/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.Operation;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;

/** A connector whose stream operations can start a route. */
public interface ConsumingConnector {

    /**
     * Makes the consumer of one route. It hands each record to the processor as an exchange of its own.
     *
     * @param endpoint makes the exchanges
     * @param operation of kind {@link Operation.Kind#STREAM}
     * @param input the operation's inputs by field name, complete
     */
    Consumer createConsumer(
            ConnectorEndpoint endpoint, Processor processor, Operation operation, Map<String, Object> input)
            throws Exception;
}
