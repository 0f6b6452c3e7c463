/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.MessageLite;
import dev.serai.connector.ConnectorException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One call of any kind: sends all messages, gathers all messages of the reply. It completes in a thread of the channel's
 * executor, exceptionally with a {@link CallFailure} or a {@link ConnectorException}. Cancelling it ends the call at the
 * server, too.
 */
final class MessageCall<Q, R> extends CompletableFuture<Reply<R>> {

    private final ClientCall<Q, R> call;
    private final Iterator<Q> requests;
    private final ReplyBounds bounds;
    private final CallTrace trace = new CallTrace();
    private final List<R> messages = new ArrayList<>();
    private Metadata headers = new Metadata();
    private long bytes;
    private boolean sentAll;

    private MessageCall(
            Channel channel, MethodDescriptor<Q, R> method, CallOptions options, List<Q> requests, ReplyBounds bounds) {
        this.call = channel.newCall(method, options.withStreamTracerFactory(trace));
        this.requests = requests.iterator();
        this.bounds = bounds;
    }

    /** Begins a call. */
    static <Q, R> MessageCall<Q, R> begin(
            Channel channel,
            MethodDescriptor<Q, R> method,
            CallOptions options,
            Metadata metadata,
            List<Q> requests,
            ReplyBounds bounds) {
        MessageCall<Q, R> begun = new MessageCall<>(channel, method, options, requests, bounds);
        begun.start(metadata, requests.size() <= 1);
        return begun;
    }

    private void start(Metadata metadata, boolean atOnce) {
        call.start(new Replies(), metadata);
        // A second one, so that a server which answers a plain call with several is found out.
        call.request(2);
        if (atOnce) {
            sendAll();
        } else {
            sendWhileReady();
        }
    }

    /** gRPC may say that it is ready already while the call begins. */
    private synchronized void sendAll() {
        if (!sentAll) {
            requests.forEachRemaining(call::sendMessage);
            sentAll = true;
            call.halfClose();
        }
    }

    /** A long list goes out as fast as the server takes it. */
    private synchronized void sendWhileReady() {
        while (!sentAll && call.isReady()) {
            if (requests.hasNext()) {
                call.sendMessage(requests.next());
            } else {
                sentAll = true;
                call.halfClose();
            }
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        call.cancel("The caller cancelled the call.", null);
        return cancelled;
    }

    private void refuse(ConnectorException failure) {
        if (completeExceptionally(failure)) {
            call.cancel(failure.code(), null);
        }
    }

    /** What gRPC tells, one thing after another. */
    private final class Replies extends ClientCall.Listener<R> {

        @Override
        public void onReady() {
            sendWhileReady();
        }

        @Override
        public void onHeaders(Metadata received) {
            headers = received;
        }

        @Override
        public void onMessage(R message) {
            messages.add(message);
            bytes += message instanceof MessageLite sized ? sized.getSerializedSize() : 0;
            ConnectorException excess = bounds.excess(messages.size(), bytes);
            if (excess == null) {
                call.request(1);
            } else {
                refuse(excess);
            }
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (status.isOk()) {
                complete(new Reply<>(headers, messages, trailers));
            } else {
                completeExceptionally(new CallFailure(status, trailers, trace, !messages.isEmpty()));
            }
        }
    }
}
