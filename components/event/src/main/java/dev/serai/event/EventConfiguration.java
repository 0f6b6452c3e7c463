/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.configuration.Option;
import java.net.URI;

/** What a declaration of type {@code event} says. */
record EventConfiguration(
        @Option(
                value = "Whether events are kept in Serai's store, where they outlive the process.",
                defaultValue = "false")
        boolean durable,

        @Option("The name of a connector of a broker, such as Kafka or RabbitMQ, that carries the events.")
        String over,

        @Option("With 'over': the topic of Kafka or the exchange of RabbitMQ. By default the connector's own name.")
        String topic,

        @Option(
                value =
                        "With 'over': whether an event's attributes are headers of the message, or all of it is one JSON.",
                defaultValue = "binary")
        ContentMode mode,

        @Option(
                "Where events come from that do not say it themselves: a URI reference. By default / and the connector's own name.")
        String defaultSource,

        @Option("With 'durable': how long events are kept.") EventRetention retention) {

    /** How an event is a message. */
    enum ContentMode {
        BINARY,
        STRUCTURED
    }

    /** Where events come from that do not say it themselves. */
    URI sourceOf(String connector) {
        return URI.create(defaultSource == null ? "/" + connector : defaultSource);
    }

    EventConfiguration {
        if (defaultSource != null) {
            requireUri(defaultSource);
        }
        if (durable && over != null) {
            throw new IllegalArgumentException("'durable' is true and 'over' is '" + over
                    + "'. Leave one of them out: a broker keeps the events itself.");
        }
        if (over == null && topic != null) {
            throw new IllegalArgumentException(
                    "'topic' is '" + topic + "', but there is no 'over'. Name the connector of the broker there.");
        }
        if (over == null && mode != ContentMode.BINARY) {
            throw new IllegalArgumentException(
                    "'mode' says how events are messages of a broker, but there is no 'over'. Leave it out.");
        }
    }

    private static void requireUri(String source) {
        try {
            if (!source.isBlank()) {
                URI unused = URI.create(source);
                return;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(notUri(source), e);
        }
        throw new IllegalArgumentException(notUri(source));
    }

    private static String notUri(String source) {
        return "'defaultSource' is '" + source + "'. Expected a URI reference, such as /shop/orders.";
    }
}
