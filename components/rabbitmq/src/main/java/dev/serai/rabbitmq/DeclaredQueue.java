/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import com.rabbitmq.client.Channel;
import dev.serai.connector.configuration.ScalarConverter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A durable queue that a connector makes.
 *
 * @param arguments as the broker has them
 */
record DeclaredQueue(String name, Map<String, Object> arguments, List<Binding> bindings) {

    private static final List<String> OPTIONS = List.of(
            "type",
            "messageTtl",
            "maxLength",
            "maxLengthBytes",
            "overflow",
            "deadLetterExchange",
            "deadLetterRoutingKey",
            "maxPriority",
            "deliveryLimit",
            "bindings");

    /** What an exchange puts into the queue. */
    record Binding(String exchange, String key) {}

    /** @throws IllegalArgumentException when it cannot be made */
    static DeclaredQueue of(String name, Object given) {
        Options options = new Options("declare.queues." + name, given);
        Map<String, Object> arguments = new LinkedHashMap<>();
        String type = options.text("type", "quorum", "classic");
        boolean classic = "classic".equals(type);
        arguments.put("x-queue-type", classic ? "classic" : "quorum");
        options.put(arguments, "x-message-ttl", options.millis("messageTtl"));
        options.put(arguments, "x-max-length", options.number("maxLength"));
        options.put(arguments, "x-max-length-bytes", options.number("maxLengthBytes"));
        options.put(arguments, "x-overflow", options.text("overflow", "drop-head", "reject-publish"));
        options.put(arguments, "x-dead-letter-exchange", options.text("deadLetterExchange"));
        options.put(arguments, "x-dead-letter-routing-key", options.text("deadLetterRoutingKey"));
        options.put(arguments, "x-max-priority", options.number("maxPriority"));
        options.put(arguments, "x-delivery-limit", options.number("deliveryLimit"));
        if (!classic && arguments.containsKey("x-max-priority")) {
            throw options.wrong("maxPriority", "Quorum queues have no priorities. Set 'type' to classic.");
        }
        if (classic && arguments.containsKey("x-delivery-limit")) {
            throw options.wrong("deliveryLimit", "Classic queues count no deliveries. Set 'type' to quorum.");
        }
        return new DeclaredQueue(name, arguments, options.bindings());
    }

    void make(Channel channel) throws IOException {
        channel.queueDeclare(name, true, false, false, arguments);
        for (Binding binding : bindings) {
            channel.queueBind(name, binding.exchange(), binding.key());
        }
    }

    /** What is written for one queue. */
    private record Options(String place, Map<?, ?> values) {

        private Options(String place, Object given) {
            this(place, map(place, given));
            for (Object name : values.keySet()) {
                if (!OPTIONS.contains(String.valueOf(name))) {
                    throw new IllegalArgumentException("There is no option '" + place + "." + name
                            + "'. Expected one of: " + String.join(", ", OPTIONS) + ".");
                }
            }
        }

        private static Map<?, ?> map(String place, Object given) {
            if (given == null || "".equals(given)) {
                return Map.of();
            }
            if (given instanceof Map<?, ?> map) {
                return map;
            }
            throw new IllegalArgumentException(
                    "'" + place + "' is '" + given + "'. Expected a map such as {type: quorum}.");
        }

        private void put(Map<String, Object> arguments, String name, Object value) {
            if (value != null) {
                arguments.put(name, value);
            }
        }

        private String text(String option, String... allowed) {
            Object value = values.get(option);
            if (value != null && allowed.length > 0 && !List.of(allowed).contains(value.toString())) {
                throw wrong(option, "Expected one of: " + String.join(", ", allowed) + ".");
            }
            return value == null ? null : value.toString();
        }

        private Long number(String option) {
            Object value = values.get(option);
            if (value == null) {
                return null;
            }
            try {
                return Long.parseLong(value.toString());
            } catch (NumberFormatException e) {
                throw wrong(option, "Expected a whole number.");
            }
        }

        private Long millis(String option) {
            Object value = values.get(option);
            if (value == null) {
                return null;
            }
            try {
                return ((Duration) ScalarConverter.convert(value.toString(), Duration.class)).toMillis();
            } catch (IllegalArgumentException e) {
                throw wrong(option, e.getMessage());
            }
        }

        private List<Binding> bindings() {
            List<Binding> bindings = new ArrayList<>();
            if (values.get("bindings") == null) {
                return bindings;
            }
            if (!(values.get("bindings") instanceof List<?> list)) {
                throw wrong("bindings", "Expected a list of maps such as {exchange: orders, key: 'order.#'}.");
            }
            for (Object item : list) {
                if (!(item instanceof Map<?, ?> map)
                        || map.get("exchange") == null
                        || !List.of("exchange", "key").containsAll(map.keySet())) {
                    throw wrong("bindings", "Expected a list of maps such as {exchange: orders, key: 'order.#'}.");
                }
                Object key = map.get("key");
                bindings.add(new Binding(map.get("exchange").toString(), key == null ? "" : key.toString()));
            }
            return bindings;
        }

        private IllegalArgumentException wrong(String option, String expected) {
            return new IllegalArgumentException(
                    "'" + place + "." + option + "' is '" + values.get(option) + "'. " + expected);
        }
    }
}
