/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

/** The operations by which a route receives what a {@link SubscribingConnector}'s system sends, alike for all of them. */
public final class SubscriptionOperations {

    /** How many messages may wait for the route. */
    public static final String BUFFER = "buffer";

    /** What happens when as many wait. */
    public static final String OVERFLOW = "overflow";

    /** What happens when the other side ends the stream. */
    public static final String WHEN_ENDED = "whenEnded";

    private SubscriptionOperations() {}

    /** Describes an operation whose consumer the contract makes; the connector's own fields are added. */
    public static Operation.Builder subscription(String name, String description) {
        return Operation.stream(name, description)
                .field(Field.optional(BUFFER, Field.Type.INTEGER, "How many messages may wait for the route.")
                        .between("1", "100000")
                        .withDefault("1000"))
                .field(Field.optional(
                                OVERFLOW,
                                Field.Type.STRING,
                                "What happens when as many wait. With wait nothing more is read, so that the other side"
                                        + " waits, too; the others drop the message that waited longest, or the new one.")
                        .oneOf("wait", "dropOldest", "dropNewest")
                        .withDefault("wait"))
                .field(Field.optional(
                                WHEN_ENDED,
                                Field.Type.STRING,
                                "What happens when the other side ends the stream without an error: the connector"
                                        + " subscribes again, or the route receives nothing more.")
                        .oneOf("resubscribe", "stop")
                        .withDefault("resubscribe"));
    }
}
