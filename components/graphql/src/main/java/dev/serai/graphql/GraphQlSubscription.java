/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.ResourceUsage;
import dev.serai.http.Json;
import dev.serai.http.SocketErrors;
import dev.serai.http.SocketSubscription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * One subscription over a WebSocket of its own, by the protocol graphql-transport-ws
 * (github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md).
 */
final class GraphQlSubscription extends SocketSubscription {

    static final String PROTOCOL = "graphql-transport-ws";

    private static final String ID = "1";

    private final Asked asked;
    private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();

    /**
     * What is subscribed to.
     *
     * @param server for messages
     * @param body the document with its variables
     * @param payload of connection_init, as JSON, or null
     * @param partly whether data that comes with errors is a message
     * @param patience how long the server may take to acknowledge the connection
     */
    record Asked(String server, Map<String, Object> body, String payload, boolean partly, Duration patience) {}

    GraphQlSubscription(Flow.Subscriber<? super ExecutionResult> subscriber, Asked asked) {
        super(subscriber);
        this.asked = asked;
    }

    @Override
    protected void greet() {
        Map<String, Object> init = message("connection_init");
        if (asked.payload != null) {
            init.put("payload", read(asked.payload));
        }
        CompletableFuture<Void> unused = acknowledged
                .orTimeout(asked.patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(late -> {
                    fail(broken("did not acknowledge the connection within " + asked.patience.toMillis() + " ms"));
                    return null;
                });
        say(init);
        skip();
    }

    @Override
    public void text(String text) {
        if (!(read(text) instanceof Map<?, ?> message)) {
            fail(broken("sent a message that is no JSON object"));
            return;
        }
        switch (String.valueOf(message.get("type"))) {
            case "connection_ack" -> subscribe();
            case "next" -> next(message.get("payload"));
            case "error" -> fail(failure(message.get("payload")));
            case "complete" -> complete();
            case "ping" -> {
                say(message("pong"));
                skip();
            }
            case "pong" -> skip();
            default -> fail(broken("sent a message of the unknown type '" + message.get("type") + "'"));
        }
    }

    @Override
    public void binary(byte[] message) {
        fail(broken("sent a binary message"));
    }

    @Override
    public void closed(ConnectorException failure) {
        acknowledged.complete(null);
        super.closed(failure);
    }

    private void subscribe() {
        if (acknowledged.complete(null)) {
            Map<String, Object> subscribe = message("subscribe");
            subscribe.put("id", ID);
            subscribe.put("payload", asked.body);
            say(subscribe);
        } else {
            fail(broken("acknowledged the connection twice"));
        }
    }

    /** An error of one message leaves the subscription as it is. */
    private void next(Object payload) {
        GraphQlReply reply;
        try {
            reply = GraphQlReply.ofMessage(payload);
        } catch (ConnectorException e) {
            fail(e);
            return;
        }
        try {
            next(reply.succeeded(asked.server, asked.partly).result());
        } catch (ConnectorException e) {
            next(new ExecutionResult(payload, Map.of(), ResourceUsage.ONE_ATTEMPT, Duration.ZERO, e));
        }
    }

    private ConnectorException failure(Object errors) {
        try {
            GraphQlReply.ofMessage(Map.of("errors", errors == null ? "" : errors))
                    .succeeded(asked.server);
        } catch (ConnectorException e) {
            return e;
        }
        return broken("ended the subscription with an error that says nothing");
    }

    private static Map<String, Object> message(String type) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", type);
        return message;
    }

    private void say(Map<String, Object> message) {
        try {
            send(new String(Json.write(message), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            fail(Document.refused("The variables cannot be written as JSON: " + e.getOriginalMessage() + "."));
        }
    }

    private static Object read(String json) {
        try {
            return Json.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null;
        }
    }

    private ConnectorException broken(String what) {
        return ConnectorException.of(
                        SocketErrors.PROTOCOL_BROKEN,
                        asked.server + " does not keep to " + PROTOCOL + ": it " + what + ".")
                .build();
    }
}
