/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Operation;
import dev.serai.messaging.Broker;
import dev.serai.messaging.MessageReception;
import dev.serai.messaging.MessagingConnector;
import dev.serai.messaging.MessagingErrors;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/** A connector of a Kafka cluster. Thread-safe. */
final class KafkaConnector extends MessagingConnector {

    private final String name;
    private final KafkaConfiguration configuration;
    private final ConnectorEnvironment environment;

    KafkaConnector(String name, KafkaConfiguration configuration, ConnectorEnvironment environment) {
        super(name, environment);
        this.name = name;
        this.configuration = configuration;
        this.environment = environment;
    }

    @Override
    public ConnectorMetadata metadata() {
        return KafkaConnectorFactory.METADATA;
    }

    @Override
    protected void began(MessageReception reception) {
        if (!reception.exactlyOnce()) {
            return;
        }
        if (reception.settledAtReceipt()) {
            throw reception
                    .caller()
                    .failure(
                            MessagingErrors.OPTION_REFUSED,
                            "'exactlyOnce' and 'autoAcknowledge' exclude each other: a message that is done with as soon as"
                                    + " it came cannot be done with when its output is kept. Leave 'autoAcknowledge' out.")
                    .build();
        }
        if (configuration.options().acks() != KafkaOptions.Acknowledgement.ALL) {
            throw reception
                    .caller()
                    .failure(
                            MessagingErrors.OPTION_REFUSED,
                            "'exactlyOnce' needs 'options.acks: all', but it is 'leader': Kafka has no transactions that"
                                    + " only the leader keeps. Write 'all', which is the default.")
                    .build();
        }
    }

    @Override
    protected ExecutionResult call(Operation operation, Map<String, Object> input, Caller caller) {
        StartPosition goal = StartPosition.of(input.get("from"), caller);
        if (goal.kind() == StartPosition.Kind.COMMITTED) {
            throw caller.failure(
                            ConnectorErrors.INPUT_INVALID,
                            "'from' is 'committed', where the group stands already. Expected beginning, end, a time such as"
                                    + " 2026-01-31T12:00:00Z, or offsets by partition such as 0:120,1:300.")
                    .neverSent()
                    .build();
        }
        KafkaMessageBroker broker = (KafkaMessageBroker) broker(caller);
        return ExecutionResult.of(broker.seek((String) input.get("source"), (String) input.get("group"), goal, caller));
    }

    /** The workers may all be waiting for messages, so that what follows a confirmation has threads of its own. */
    @Override
    protected Broker open(ExecutorService workers, Caller caller) {
        ClientThreads threads = new ClientThreads(environment.camelContext().getExecutorServiceManager(), name);
        boolean opened = false;
        try {
            Broker broker = KafkaMessageBroker.open(
                    configuration, environment.camelContext().getClassResolver(), threads, caller);
            opened = true;
            return broker;
        } finally {
            if (!opened) {
                threads.close();
            }
        }
    }
}
