/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import dev.serai.testkit.KafkaBroker;
import dev.serai.testkit.RabbitMqServer;
import java.util.List;
import java.util.Set;

/** A plain client of a broker, which sees what the broker has whatever happens to the processes that work with it. */
interface OutsideClient extends AutoCloseable {

    /** The brokers. */
    enum Kind {
        KAFKA,
        RABBITMQ;

        /** A client of a broker that is shared by all tests, with places of its own there. */
        OutsideClient connect() throws Exception {
            return switch (this) {
                case KAFKA -> new OutsideKafka(KafkaBroker.shared());
                case RABBITMQ -> new OutsideRabbitMq(RabbitMqServer.shared());
            };
        }
    }

    /**
     * A message as it was read.
     *
     * @param key null when it has none
     */
    record Seen(String key, String body) {}

    /** The lines of {@code connectors.yaml} by which a workspace reaches the broker, as the connector {@code mq}. */
    String declaration();

    /** The lines of {@code application.properties} that the declaration needs. */
    String properties();

    /** What the broker calls a topic or a queue of this client. */
    String named(String place);

    /** Makes a topic or a queue. */
    void make(String place) throws Exception;

    /**
     * Sends the numbers from one to another as JSON, each with its own number as id, and one of seven keys.
     *
     * @param bytes of each body, with spaces in front of the number
     */
    void send(String place, int from, int to, int bytes) throws Exception;

    /** The same without spaces. */
    default void send(String place, int from, int to) throws Exception {
        send(place, from, to, 1);
    }

    /** The body of a number. */
    static String body(int number, int bytes) {
        String text = String.valueOf(number);
        return " ".repeat(Math.max(0, bytes - text.length())) + text;
    }

    /** What came to a place since it was last read, in its order. */
    List<Seen> read(String place) throws Exception;

    /** The bodies of the messages of a place that nobody has settled, as soon as nobody holds them any more. */
    Set<String> unsettled(String place) throws Exception;

    /** How many messages came to a place that nobody else reads, whether they were read or not. */
    long count(String place) throws Exception;

    @Override
    void close();
}
