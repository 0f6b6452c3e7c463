/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.ConnectorException;
import dev.serai.messaging.Confirmation;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.OutgoingMessage;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** How a group is told where it goes on. Of the client's own thread, but for what says otherwise. */
interface Positions {

    /** Whether there is something to save that nobody asked for. */
    boolean isDue();

    /**
     * Saves how far all is done in the given partitions.
     *
     * @throws org.apache.kafka.common.errors.RebalanceInProgressException when the group is changing, and the next poll goes
     *     on with it
     * @throws org.apache.kafka.common.KafkaException when it failed, and may not another time
     * @throws ConnectorException when nothing can be saved any more
     */
    void save(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions);

    /** Partitions are somebody else's now. */
    void lost();

    /** Nothing is saved any more. */
    void end(ConnectorException reason);

    /**
     * As {@link dev.serai.messaging.Receiver#settleWith}; of any thread.
     *
     * @return whether it became due by it
     */
    boolean settleWith(IncomingMessage message, OutgoingMessage output, Confirmation confirmation);

    /**
     * As {@link dev.serai.messaging.Receiver#settleNoMore}; of any thread.
     *
     * @return whether it became due by it
     */
    boolean settleNoMore();
}
