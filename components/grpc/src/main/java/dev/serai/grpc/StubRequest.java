/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ExecutionResult;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What a generated stub sends, in place of a map; it passes the pipeline as the request of an operation does.
 *
 * @param headers of the stub's own
 * @param options of the stub's own
 */
record StubRequest<Q, R>(MethodDescriptor<Q, R> method, Q message, Metadata headers, CallOptions options) {

    /**
     * Makes the call.
     *
     * @param metadata the connector's; the stub's own of the same key win
     * @return the result's output is a {@link Reply} with the stub's message
     */
    CompletableFuture<ExecutionResult> send(GrpcClient client, GrpcOptions connector, Metadata metadata) {
        headers.keys().forEach(key -> discard(metadata, key));
        metadata.merge(headers);
        String name = method.getFullMethodName();
        return client.call(
                new OutgoingCall<>(
                        name,
                        method,
                        List.of(message),
                        // The thread that a blocking stub waits in is for the stub; calls complete in the connector's.
                        options.withExecutor(null),
                        metadata,
                        timeout(connector),
                        new ReplyBounds(name, true, 1, connector.maxListSize())),
                reply -> {
                    reply.single(name);
                    return ExecutionResult.of(reply);
                });
    }

    static void discard(Metadata metadata, String key) {
        if (key.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
            metadata.discardAll(Metadata.Key.of(key, Metadata.BINARY_BYTE_MARSHALLER));
        } else {
            metadata.discardAll(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER));
        }
    }

    private Duration timeout(GrpcOptions connector) {
        return options.getDeadline() == null
                ? connector.requestTimeout()
                : Duration.ofNanos(options.getDeadline().timeRemaining(TimeUnit.NANOSECONDS));
    }

    /** Names the call only: messages may be anything. */
    @Override
    public String toString() {
        return "StubRequest[" + method.getFullMethodName() + "]";
    }
}
