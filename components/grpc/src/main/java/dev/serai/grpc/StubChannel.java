/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.registry.DeclaredConnector;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.Map;

/** The channel of a connector, for generated stubs. */
final class StubChannel extends Channel {

    private final DeclaredConnector connector;
    private final GrpcConnector grpc;

    StubChannel(DeclaredConnector connector, GrpcConnector grpc) {
        this.connector = connector;
        this.grpc = grpc;
    }

    @Override
    public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
        return method.getType() == MethodDescriptor.MethodType.UNARY
                ? new StubCall<>(connector, method, options)
                : streaming(method, options);
    }

    private <Q, R> ClientCall<Q, R> streaming(MethodDescriptor<Q, R> method, CallOptions options) {
        OpenChannel channel;
        Metadata declared;
        try {
            channel = grpc.client().openChannel();
            declared = grpc.client().metadata(Map.of());
        } catch (ConnectorException e) {
            throw StubStatus.of(e).asRuntimeException();
        }
        CallOptions authenticated =
                options.withCallCredentials(new StubCredentials(channel.authentication(), options.getCredentials()));
        return new SimpleForwardingClientCall<>(channel.ready().newCall(method, authenticated)) {
            @Override
            public void start(Listener<R> listener, Metadata headers) {
                headers.keys().forEach(key -> StubRequest.discard(declared, key));
                headers.merge(declared);
                super.start(listener, headers);
            }
        };
    }

    @Override
    public String authority() {
        return grpc.server();
    }
}
