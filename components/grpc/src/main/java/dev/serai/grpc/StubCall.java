/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.registry.DeclaredConnector;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A plain call of a generated stub, which passes the connector's pipeline like an operation. */
final class StubCall<Q, R> extends ClientCall<Q, R> {

    private final DeclaredConnector connector;
    private final MethodDescriptor<Q, R> method;
    private final CallOptions options;
    private final Executor executor;
    private Listener<R> listener;
    private Metadata headers;
    private Q message;
    private volatile CompletableFuture<ExecutionResult> underWay;

    StubCall(DeclaredConnector connector, MethodDescriptor<Q, R> method, CallOptions options) {
        this.connector = connector;
        this.method = method;
        this.options = options;
        // A blocking stub lends the thread that waits, and hears of nothing that is said elsewhere.
        this.executor = options.getExecutor() == null ? Runnable::run : options.getExecutor();
    }

    @Override
    public void start(Listener<R> responses, Metadata own) {
        listener = responses;
        headers = own;
    }

    /** There is one message only, which comes when it is there. */
    @Override
    public void request(int messages) {}

    @Override
    public void sendMessage(Q request) {
        message = request;
    }

    @Override
    public void halfClose() {
        CompletableFuture<ExecutionResult> begun;
        try {
            begun = connector
                    .execute(
                            connector.operation(method.isSafe() ? GrpcOperations.QUERY : GrpcOperations.CALL),
                            Map.of(
                                    GrpcOperations.METHOD,
                                    method.getFullMethodName(),
                                    GrpcOperations.REQUEST,
                                    new StubRequest<>(method, message, headers, options)),
                            ExecutionContext.EMPTY)
                    .toCompletableFuture();
        } catch (ConnectorException e) {
            begun = CompletableFuture.failedFuture(e);
        }
        underWay = begun;
        CompletableFuture<ExecutionResult> unused = begun.whenComplete(
                (result, failure) -> executor.execute(() -> tell(result, AuthenticatedCall.cause(failure))));
    }

    @SuppressWarnings("unchecked")
    private void tell(ExecutionResult result, Throwable failure) {
        if (failure == null) {
            Reply<R> reply = (Reply<R>) result.output();
            listener.onHeaders(reply.headers());
            listener.onMessage(reply.messages().get(0));
            listener.onClose(Status.OK, reply.trailers());
        } else {
            listener.onClose(status(failure), new Metadata());
        }
    }

    private static Status status(Throwable failure) {
        if (failure instanceof ConnectorException known) {
            return StubStatus.of(known);
        }
        return failure instanceof CancellationException
                ? Status.CANCELLED.withDescription("The caller cancelled the call.")
                : Status.UNKNOWN.withCause(failure);
    }

    @Override
    public void cancel(String reason, Throwable cause) {
        CompletableFuture<ExecutionResult> begun = underWay;
        if (begun == null) {
            executor.execute(() ->
                    listener.onClose(Status.CANCELLED.withDescription(reason).withCause(cause), new Metadata()));
        } else {
            begun.cancel(true);
        }
    }
}
