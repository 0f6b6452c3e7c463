/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.DynamicMessage;
import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.SubscribingConnector;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Calls the services of one gRPC server. Thread-safe; no thread waits for a reply. */
final class GrpcConnector implements DiscoveringConnector, SubscribingConnector {

    private final String name;
    private final GrpcConfiguration configuration;
    private final GrpcClient client;

    GrpcConnector(String name, GrpcConfiguration configuration, ConnectorEnvironment environment) {
        this.name = name;
        this.configuration = configuration;
        this.client = new GrpcClient(name, configuration, environment);
    }

    GrpcClient client() {
        return client;
    }

    String server() {
        return configuration.connection().address().toString();
    }

    @Override
    public ConnectorMetadata metadata() {
        return GrpcOperations.METADATA;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(Capability.HEALTH_CHECK, Capability.CANCELLATION)
                .withIf(configuration.options().idempotencyKeysHonoured(), Capability.IDEMPOTENCY_KEYS);
    }

    @Override
    public void connect() {
        client.open();
    }

    @Override
    public void disconnect() {
        client.close();
    }

    /** Asks the server's health service; a server without one is up when it says so. */
    @Override
    public HealthCheckResult healthCheck() {
        return HealthCheckResult.of(() -> {
            try {
                return new Health(client, configuration).check();
            } catch (CompletionException | ConnectorException e) {
                throw AuthenticatedCall.cause(e) instanceof ConnectorException failure ? failure.named(name, null) : e;
            }
        });
    }

    /** A change by any method of a service is taken for one of all that its methods read. */
    @Override
    public Optional<String> resource(Operation operation, Map<String, Object> input) {
        return Optional.ofNullable((String) input.get(GrpcOperations.METHOD))
                .map(method -> MethodName.of(method).service());
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        Metadata metadata = client.metadata((Map<?, ?>) input.getOrDefault(GrpcOperations.METADATA_INPUT, Map.of()));
        if (!operation.readOnly()) {
            addKey(metadata, context);
        }
        if (input.get(GrpcOperations.REQUEST) instanceof StubRequest<?, ?> stub) {
            return stub.send(client, configuration.options(), metadata);
        }
        MethodName method = MethodName.of((String) input.get(GrpcOperations.METHOD));
        return MethodCall.of(client.descriptors().method(method), found -> {
            if (operation.readOnly()) {
                found.requireHarmless();
            }
            return client.call(outgoing(found, input, metadata), reply -> result(found, reply));
        });
    }

    private void addKey(Metadata metadata, ExecutionContext context) {
        Metadata.Key<String> key =
                Metadata.Key.of(configuration.options().idempotencyMetadata(), Metadata.ASCII_STRING_MARSHALLER);
        if (!metadata.containsKey(key)) {
            context.idempotencyKey().ifPresent(value -> CallMetadata.set(metadata, key.name(), value));
        }
    }

    private OutgoingCall<DynamicMessage, DynamicMessage> outgoing(
            GrpcMethod method, Map<String, Object> input, Metadata metadata) {
        return new OutgoingCall<>(
                method.name().toString(),
                method.call(),
                method.messages(input.get(GrpcOperations.REQUEST)),
                CallOptions.DEFAULT,
                metadata,
                (Duration) input.getOrDefault(
                        GrpcOperations.TIMEOUT, configuration.options().requestTimeout()),
                new ReplyBounds(
                        method.name().toString(),
                        !method.givesStream(),
                        (Long) input.get(GrpcOperations.MAX_MESSAGES),
                        configuration.options().maxListSize()));
    }

    private static ExecutionResult result(GrpcMethod method, Reply<DynamicMessage> reply) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put(GrpcOperations.RESPONSE_METADATA, CallMetadata.read(reply.headers()));
        metadata.put(GrpcOperations.TRAILERS, CallMetadata.read(reply.trailers()));
        if (method.givesStream()) {
            List<Map<String, Object>> messages = new ArrayList<>();
            long bytes = 0;
            for (DynamicMessage message : reply.messages()) {
                messages.add(method.read(message));
                bytes += message.getSerializedSize();
            }
            metadata.put(GrpcOperations.COUNT, (long) messages.size());
            return ExecutionResult.of(messages, metadata).withUsage(messages.size(), bytes);
        }
        DynamicMessage single = reply.single(method.name().toString());
        return ExecutionResult.of(method.read(single), metadata).withUsage(0, single.getSerializedSize());
    }

    @Override
    public Flow.Publisher<ExecutionResult> subscribe(Operation operation, Map<String, Object> input) {
        MethodName method = MethodName.of((String) input.get(GrpcOperations.METHOD));
        Object request = input.get(GrpcOperations.REQUEST);
        Metadata metadata = client.metadata((Map<?, ?>) input.getOrDefault(GrpcOperations.METADATA_INPUT, Map.of()));
        return subscriber -> {
            GrpcSubscription subscription = new GrpcSubscription(client, subscriber, metadata);
            subscriber.onSubscribe(subscription);
            subscription.begin(method, request);
        };
    }

    @Override
    public CompletionStage<List<DiscoveredResource>> discover() {
        return client.descriptors().services().thenApply(ServiceReading::of);
    }
}
