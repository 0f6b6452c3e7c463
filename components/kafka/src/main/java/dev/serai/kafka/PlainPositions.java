/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.ConnectorException;
import dev.serai.messaging.Confirmation;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.OutgoingMessage;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Saves positions by themselves: what was sent for a message before may be sent again after a crash. */
record PlainPositions(Deliveries deliveries) implements Positions {

    @Override
    public boolean isDue() {
        return false;
    }

    @Override
    public void save(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> reached = deliveries.reached();
        reached.keySet().retainAll(partitions);
        if (!reached.isEmpty()) {
            ConsumerLoop.undisturbed(() -> {
                consumer.commitSync(reached);
                return null;
            });
            deliveries.saved(reached);
        }
    }

    @Override
    public void lost() {
        // What is not saved comes again elsewhere; there is nothing else here that could be.
    }

    @Override
    public void end(ConnectorException reason) {
        // As when partitions are lost.
    }

    @Override
    public boolean settleWith(IncomingMessage message, OutgoingMessage output, Confirmation confirmation) {
        throw new UnsupportedOperationException("The subscription is not exactly once.");
    }

    @Override
    public boolean settleNoMore() {
        return false;
    }
}
