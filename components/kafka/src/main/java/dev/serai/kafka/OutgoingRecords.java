/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.messaging.OutgoingMessage;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Messages as records of topics that are there: the client would wait for one that is not. Thread-safe. */
record OutgoingRecords(Topics topics) {

    /**
     * The record of a message. Asks the cluster when the topic was not asked for before.
     *
     * @throws ConnectorException when the topic or the partition that the message names is not there
     */
    ProducerRecord<byte[], byte[]> of(OutgoingMessage message, Caller caller) {
        Integer partition = partition(message, caller);
        if (partition == null) {
            topics.require(message.destination(), caller);
        } else {
            topics.require(message.destination(), partition, caller);
        }
        return Records.of(message, partition);
    }

    private static Integer partition(OutgoingMessage message, Caller caller) {
        Object partition = message.options().get("partition");
        if (partition == null) {
            return null;
        }
        if (partition instanceof Number number) {
            return number.intValue();
        }
        try {
            return Integer.valueOf(partition.toString());
        } catch (NumberFormatException e) {
            throw caller.failure(
                            ConnectorErrors.INPUT_INVALID,
                            "'partition' is '" + partition + "'. Expected a number, 0 for the first.")
                    .cause(e)
                    .neverSent()
                    .build();
        }
    }

    /** A message could not be sent: the topic is asked for again before the next. */
    void doubt(OutgoingMessage message) {
        topics.doubt(message.destination());
    }
}
