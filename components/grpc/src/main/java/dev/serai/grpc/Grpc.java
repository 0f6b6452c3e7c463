/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import io.grpc.Channel;
import org.apache.camel.CamelContext;

/**
 * The way into a gRPC connector from Java. Its calls pass the connector's pipeline.
 *
 * <pre>{@code
 * Grpc inventory = Grpc.of(camelContext, "inventory");
 * Object item = inventory.query("shop.Inventory/Get").message(Map.of("sku", "A-7")).execute().output();
 * }</pre>
 *
 * <p>Thread-safe; each request belongs to one thread.
 */
public final class Grpc {

    private final DeclaredConnector connector;
    private final GrpcConnector grpc;

    private Grpc(DeclaredConnector connector, GrpcConnector grpc) {
        this.connector = connector;
        this.grpc = grpc;
    }

    /**
     * A connector of a Camel context.
     *
     * @throws ConnectorException when there is none of that name, or it is of another type
     */
    public static Grpc of(CamelContext camelContext, String name) {
        DeclaredConnector connector = ConnectorRegistry.of(camelContext).get(name);
        if (!(connector.connector() instanceof GrpcConnector grpc)) {
            throw ConnectorException.of(
                            ConnectorErrors.CONFIGURATION,
                            "It is of type '" + connector.metadata().type() + "', not 'grpc'.")
                    .connector(name)
                    .build();
        }
        return new Grpc(connector, grpc);
    }

    /**
     * Calls a method that may change something.
     *
     * @param method as package.Service/Method
     */
    public GrpcRequest call(String method) {
        return new GrpcRequest(connector, GrpcOperations.CALL, method);
    }

    /**
     * Calls a method that changes nothing, so that the call may be repeated, and its reply be kept by the cache.
     *
     * @param method as package.Service/Method
     */
    public GrpcRequest query(String method) {
        return new GrpcRequest(connector, GrpcOperations.QUERY, method);
    }

    /**
     * A channel for generated stubs: {@code InventoryGrpc.newBlockingStub(inventory.channel())}. It stays good when the
     * connector is connected anew, and needs no shutting down.
     *
     * <p>A call with one message and one reply is like the operation {@code call} (or {@code query}, where the service says
     * {@code idempotency_level = NO_SIDE_EFFECTS}): it passes the whole pipeline, with credentials, their renewal, the
     * declared metadata, TLS, and {@code requestTimeout} unless the stub has a deadline. No reply is kept by the cache.
     *
     * <p>A call with a stream has the channel, the credentials, the declared metadata and TLS; it passes no rate limit,
     * bulkhead, circuit breaker or retry, and has the stub's deadline only.
     *
     * <p>Failures are {@link io.grpc.StatusRuntimeException}s as stubs throw them. Those of the first kind have the server's
     * status, or the one that fits, and a {@link ConnectorException} as their cause. Thread-safe.
     */
    public Channel channel() {
        return new StubChannel(connector, grpc);
    }
}
