/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.PollingConsumerSupport;
import org.apache.camel.support.service.ServiceSupport;

/** What generated routes ask of the outside: messages to poll, and keys that outlive the process. */
final class Sources {

    private Sources() {}

    /** {@code source:NAME} has another message each time it is polled. */
    static final class SourceComponent extends DefaultComponent {
        private final Supplier<String> messages;

        SourceComponent(Supplier<String> messages) {
            this.messages = messages;
        }

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    throw new UnsupportedOperationException("A source takes nothing.");
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    throw new UnsupportedOperationException("A source is polled.");
                }

                @Override
                public PollingConsumer createPollingConsumer() {
                    return new SourcePolling(this, messages);
                }
            };
        }
    }

    private static final class SourcePolling extends PollingConsumerSupport {
        private final Supplier<String> messages;

        SourcePolling(Endpoint endpoint, Supplier<String> messages) {
            super(endpoint);
            this.messages = messages;
        }

        @Override
        public Exchange receive() {
            Exchange exchange = getEndpoint().createExchange();
            exchange.getMessage().setBody("polled " + messages.get());
            return exchange;
        }

        @Override
        public Exchange receiveNoWait() {
            return receive();
        }

        @Override
        public Exchange receive(long timeout) {
            return receive();
        }
    }

    /** Keys of idempotent consumers. */
    static final class Keys extends ServiceSupport implements IdempotentRepository {
        private final Set<String> keys = ConcurrentHashMap.newKeySet();

        @Override
        public boolean add(String key) {
            return keys.add(key);
        }

        @Override
        public boolean contains(String key) {
            return keys.contains(key);
        }

        @Override
        public boolean remove(String key) {
            return keys.remove(key);
        }

        @Override
        public boolean confirm(String key) {
            return true;
        }

        @Override
        public void clear() {
            keys.clear();
        }
    }
}
