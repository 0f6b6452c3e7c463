/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.ExecutionResult;
import dev.serai.http.SocketSubscription;
import java.util.List;
import java.util.concurrent.Flow;

/** The messages of a socket of its own. */
final class SocketStream extends SocketSubscription {

    private final Messages messages;
    private final List<Object> greetings;

    /** @param greetings text or bytes that are sent first */
    SocketStream(Flow.Subscriber<? super ExecutionResult> subscriber, Messages messages, List<Object> greetings) {
        super(subscriber);
        this.messages = messages;
        this.greetings = greetings;
    }

    @Override
    protected void greet() {
        for (Object greeting : greetings) {
            if (greeting instanceof byte[] bytes) {
                send(bytes);
            } else {
                send((String) greeting);
            }
        }
    }

    @Override
    public void text(String message) {
        next(messages.decode(message));
    }

    @Override
    public void binary(byte[] message) {
        next(messages.decode(message));
    }
}
