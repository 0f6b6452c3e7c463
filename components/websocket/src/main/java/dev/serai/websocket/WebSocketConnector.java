/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.Overflow;
import dev.serai.connector.Redaction;
import dev.serai.connector.SubscribingConnector;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.http.ConnectorHttpClient;
import dev.serai.http.MessageSocket;
import dev.serai.http.SocketRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Speaks with one server over WebSockets. Thread-safe; no thread waits for a message. */
final class WebSocketConnector implements SubscribingConnector {

    private final String name;
    private final ConnectorSettings settings;
    private final WebSocketConfiguration configuration;
    private final ConnectorHttpClient client;
    private final Messages messages;
    private final Redaction redaction;
    private volatile Open open;

    WebSocketConnector(
            ConnectorSettings settings, WebSocketConfiguration configuration, ConnectorEnvironment environment) {
        this.name = settings.name();
        this.settings = settings;
        this.configuration = configuration;
        this.redaction = environment.redaction();
        this.messages = new Messages(configuration.format());
        this.client = new ConnectorHttpClient(
                name, configuration.connection().http(), configuration.options().http(), environment);
    }

    @Override
    public ConnectorMetadata metadata() {
        return WebSocketOperations.METADATA;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(Capability.HEALTH_CHECK);
    }

    /** Nothing is asked of the server yet: it may be one of the routes that start next. */
    @Override
    public void connect() {
        client.open();
        WebSocketOptions options = configuration.options();
        Inbox inbox = new Inbox(name, options.buffer(), options.overflow());
        open = new Open(
                inbox,
                new SharedSocket(
                        () -> client.openSocket(socket(configuration.endpoint())),
                        (socket, ended) -> conversation(socket, inbox, ended),
                        settings.retry(),
                        redaction));
    }

    private Conversation conversation(MessageSocket socket, Inbox inbox, Consumer<ConnectorException> ended) {
        String correlation = configuration.correlation();
        Conversation conversation = new Conversation(
                socket,
                messages,
                correlation == null ? new RepliesInTurn() : new RepliesByField(correlation),
                inbox,
                configuration.options().overflow() == Overflow.WAIT,
                ended);
        conversation.begin(configuration.login());
        return conversation;
    }

    @Override
    public void disconnect() {
        Open last = open;
        if (last != null) {
            open = null;
            last.socket.close();
            last.inbox.close(ConnectorException.of(ConnectorErrors.CANCELLED, "The connector was disconnected.")
                    .build());
        }
        client.close();
    }

    private SocketRequest socket(String endpoint) {
        return new SocketRequest(
                client.targets().resolve(endpoint, null, parameter -> null),
                client.headers(Map.of()),
                configuration.subProtocols(),
                configuration.options().requestTimeout(),
                configuration.options().heartbeat());
    }

    /** Pings the server over the socket of the calls, or else opens one for a moment. */
    @Override
    public HealthCheckResult healthCheck() {
        return HealthCheckResult.of(() -> {
            String server = URI.create(configuration.connection().url()).getAuthority();
            Open now = open;
            Conversation conversation = now == null ? null : now.socket.open();
            try {
                if (conversation == null) {
                    client.openSocket(socket(configuration.endpoint())).join().close();
                    return server + " opens a WebSocket.";
                }
                conversation.ping().join();
                return server + " answers a ping.";
            } catch (CompletionException e) {
                throw e.getCause() instanceof ConnectorException failure ? failure.named(name, null) : e;
            }
        });
    }

    // Operations are compared by identity: their equality looks at every field of theirs.
    @SuppressWarnings("ReferenceEquality")
    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        Duration timeout = (Duration) input.getOrDefault(
                WebSocketOperations.TIMEOUT, configuration.options().requestTimeout());
        Object message = input.get(WebSocketOperations.MESSAGE);
        SocketCall call = new SocketCall(client.replies(), timeout);
        Open now = requireOpen();
        if (operation == WebSocketOperations.SEND) {
            Object encoded = messages.encode(message);
            call.over(now.socket.conversation(), conversation -> call.send(conversation, encoded));
        } else if (operation == WebSocketOperations.RECEIVE) {
            call.over(now.socket.conversation(), conversation -> call.receive(conversation, now.inbox));
        } else {
            String key = context.idempotencyKey().orElse(null);
            messages.encode(message);
            call.over(now.socket.conversation(), conversation -> call.request(conversation, message, key));
        }
        return call.result();
    }

    private Open requireOpen() {
        // Says that the connector is not connected.
        client.headers(Map.of());
        return open;
    }

    @Override
    public Flow.Publisher<ExecutionResult> subscribe(Operation operation, Map<String, Object> input) {
        String endpoint = (String) input.getOrDefault(WebSocketOperations.PATH, configuration.endpoint());
        List<Object> greetings = new ArrayList<>();
        if (configuration.login() != null) {
            greetings.add(configuration.login());
        }
        Object subscribe = input.get(WebSocketOperations.SUBSCRIBE);
        if (subscribe != null) {
            greetings.add(messages.encode(subscribe));
        }
        SocketRequest request = socket(endpoint);
        return subscriber -> new SocketStream(subscriber, messages, greetings).begin(() -> client.openSocket(request));
    }

    /** What exists between connect and disconnect. */
    private record Open(Inbox inbox, SharedSocket socket) {}
}
