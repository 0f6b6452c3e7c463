/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;

/**
 * Which WebSocket is opened, and how it is kept, but for the credentials.
 *
 * @param headers of this request and of the declaration
 * @param subProtocols those that are offered, the preferred one in front
 * @param timeout how long opening it may take
 * @param heartbeat how a connection that died unseen is found out
 */
public record SocketRequest(
        HttpTarget target, MultiMap headers, List<String> subProtocols, Duration timeout, Heartbeat heartbeat) {

    public SocketRequest {
        subProtocols = List.copyOf(subProtocols);
    }

    /** For messages. */
    String shown(Origin base) {
        return "the WebSocket " + target.shown(base);
    }
}
