/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import java.util.concurrent.CompletableFuture;

/** Questions to a server's reflection service, one after another over one call. Each waits for the answer to the last. */
final class ReflectionStream extends ClientCall.Listener<ServerReflectionResponse> {

    private final ClientCall<ServerReflectionRequest, ServerReflectionResponse> call;
    private final CallTrace trace = new CallTrace();
    private CompletableFuture<ServerReflectionResponse> awaited = new CompletableFuture<>();
    private CallFailure end;

    private ReflectionStream(
            Channel channel,
            MethodDescriptor<ServerReflectionRequest, ServerReflectionResponse> method,
            CallOptions options) {
        this.call = channel.newCall(method, options.withStreamTracerFactory(trace));
    }

    static ReflectionStream open(
            Channel channel,
            MethodDescriptor<ServerReflectionRequest, ServerReflectionResponse> method,
            CallOptions options,
            Metadata metadata) {
        ReflectionStream stream = new ReflectionStream(channel, method, options);
        stream.call.start(stream, metadata);
        return stream;
    }

    /** @return completes with the answer, or exceptionally with a {@link CallFailure} */
    synchronized CompletableFuture<ServerReflectionResponse> ask(ServerReflectionRequest question) {
        if (end != null) {
            return CompletableFuture.failedFuture(end);
        }
        awaited = new CompletableFuture<>();
        call.sendMessage(question);
        call.request(1);
        return awaited;
    }

    /** There are no more questions. */
    void close() {
        call.halfClose();
    }

    @Override
    public void onMessage(ServerReflectionResponse answer) {
        awaited().complete(answer);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        CallFailure failure = new CallFailure(
                status.isOk() ? Status.UNKNOWN.withDescription("The stream ended without an answer.") : status,
                trailers,
                trace,
                false);
        CompletableFuture<ServerReflectionResponse> last;
        synchronized (this) {
            end = failure;
            last = awaited;
        }
        last.completeExceptionally(failure);
    }

    private synchronized CompletableFuture<ServerReflectionResponse> awaited() {
        return awaited;
    }
}
