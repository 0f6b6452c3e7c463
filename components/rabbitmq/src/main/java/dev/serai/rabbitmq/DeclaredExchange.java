/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A durable exchange that a connector makes. */
record DeclaredExchange(String name, String type) {

    private static final List<String> TYPES = List.of("direct", "topic", "fanout", "headers");

    /** @throws IllegalArgumentException when it cannot be made */
    static DeclaredExchange of(String name, Object given) {
        if (!(given instanceof Map<?, ?> options) || !List.of("type").containsAll(options.keySet())) {
            throw new IllegalArgumentException("'declare.exchanges." + name + "' is '" + given
                    + "'. Expected a map with a 'type', such as {type: topic}.");
        }
        Object type = options.get("type");
        if (!(type instanceof String text) || !TYPES.contains(text)) {
            throw new IllegalArgumentException("'declare.exchanges." + name + ".type' is '" + type
                    + "'. Expected one of: " + String.join(", ", TYPES) + ".");
        }
        return new DeclaredExchange(name, text);
    }

    void make(Channel channel) throws IOException {
        channel.exchangeDeclare(name, type, true);
    }
}
