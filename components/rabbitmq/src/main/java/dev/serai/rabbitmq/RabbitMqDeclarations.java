/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import dev.serai.connector.configuration.Option;
import java.util.List;
import java.util.Map;

/** The queues and exchanges that a connector makes. */
record RabbitMqDeclarations(
        @Option("Exchanges by name, each with a 'type': direct, topic, fanout or headers. They are durable.")
        Map<String, Object> exchanges,

        @Option(
                "Queues by name, each with what it needs: 'type' (quorum, which is the default, or classic), 'messageTtl',"
                        + " 'maxLength', 'maxLengthBytes', 'overflow' (drop-head or reject-publish), 'deadLetterExchange',"
                        + " 'deadLetterRoutingKey', 'maxPriority' (classic alone), 'deliveryLimit' (quorum alone), and 'bindings', a"
                        + " list of maps of 'exchange' and 'key'. They are durable.")
        Map<String, Object> queues) {

    RabbitMqDeclarations {
        for (Map.Entry<String, Object> exchange : exchanges.entrySet()) {
            DeclaredExchange unused = DeclaredExchange.of(exchange.getKey(), exchange.getValue());
        }
        for (Map.Entry<String, Object> queue : queues.entrySet()) {
            DeclaredQueue unused = DeclaredQueue.of(queue.getKey(), queue.getValue());
        }
    }

    List<DeclaredExchange> declaredExchanges() {
        return exchanges.entrySet().stream()
                .map(exchange -> DeclaredExchange.of(exchange.getKey(), exchange.getValue()))
                .toList();
    }

    List<DeclaredQueue> declaredQueues() {
        return queues.entrySet().stream()
                .map(queue -> DeclaredQueue.of(queue.getKey(), queue.getValue()))
                .toList();
    }
}
