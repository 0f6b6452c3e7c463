/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.Map;
import java.util.concurrent.Flow;

/**
 * A connector whose system sends messages by itself, over a socket or as a stream of a server. The contract makes the
 * consumers: they buffer, come back after a failure, and start the route.
 */
public interface SubscribingConnector extends Connector {

    /**
     * Describes one subscription. Nothing is sent before somebody subscribes to the publisher; each subscriber has a
     * subscription of its own on the other side.
     *
     * <p>The publisher keeps the rules of {@link Flow}: it never gives more messages than were requested, and where the
     * protocol lets it, it then reads no more, so that the other side waits. It may call from any thread, also one that
     * must not block. It ends with a {@link ConnectorException}, or regularly when the other side says that there is
     * nothing more to come. A subscription that was cancelled gives nothing more and ends on the other side, too.
     *
     * @param operation one that {@link SubscriptionOperations} describes
     * @param input its inputs by field name, complete, without those of the contract
     * @return a message's output becomes the body, its metadata headers; one with a failure, because it cannot be read,
     *     goes to the route's error handling
     * @throws ConnectorException when the input can never succeed
     */
    Flow.Publisher<ExecutionResult> subscribe(Operation operation, Map<String, Object> input);
}
