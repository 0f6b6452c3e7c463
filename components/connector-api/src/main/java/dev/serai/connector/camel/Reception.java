/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.Operation;
import dev.serai.connector.Overflow;
import dev.serai.connector.SubscriptionOperations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a route receives the messages of a subscription.
 *
 * @param source names the subscription in messages
 * @param buffer how many messages may wait for the route
 * @param overflow what happens when as many wait
 * @param stopsWhenEnded whether the other side's regular end is the end
 * @param options what the connector itself takes, by field name
 */
record Reception(String source, int buffer, Overflow overflow, boolean stopsWhenEnded, Map<String, Object> options) {

    private static final List<String> FIELDS =
            List.of(SubscriptionOperations.BUFFER, SubscriptionOperations.OVERFLOW, SubscriptionOperations.WHEN_ENDED);

    /** Whether {@link SubscriptionOperations#subscription} described an operation. */
    static boolean isDescribedBy(Operation operation) {
        return FIELDS.stream().allMatch(name -> operation.field(name).isPresent());
    }

    /** @param input of an operation that {@link SubscriptionOperations#subscription} describes, complete */
    static Reception of(String connector, Operation operation, Map<String, Object> input) {
        Map<String, Object> options = new LinkedHashMap<>(input);
        return new Reception(
                connector + "/" + operation.name(),
                Math.toIntExact((Long) options.remove(SubscriptionOperations.BUFFER)),
                Overflow.of(options.remove(SubscriptionOperations.OVERFLOW)),
                "stop".equals(options.remove(SubscriptionOperations.WHEN_ENDED)),
                options);
    }
}
