/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.DynamicMessage;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.authentication.AuthenticationProvider;
import dev.serai.connector.authentication.Credentials;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BooleanSupplier;

/**
 * The stream of one call, for one subscriber. What the subscriber requests is requested of gRPC, so that a server which
 * sends faster than the subscriber works has to wait. Thread-safe.
 */
final class GrpcSubscription implements Flow.Subscription {

    private final GrpcClient client;
    private final Flow.Subscriber<? super ExecutionResult> subscriber;
    private final Metadata metadata;

    private ClientCall<DynamicMessage, DynamicMessage> call;
    private long requested;
    private boolean ended;

    GrpcSubscription(GrpcClient client, Flow.Subscriber<? super ExecutionResult> subscriber, Metadata metadata) {
        this.client = client;
        this.subscriber = subscriber;
        this.metadata = metadata;
    }

    /** Makes the call. Whatever hinders it is told to the subscriber. */
    void begin(MethodName name, Object request) {
        CompletableFuture<GrpcMethod> found;
        try {
            found = client.descriptors().method(name);
        } catch (ConnectorException e) {
            fail(e);
            return;
        }
        CompletableFuture<GrpcMethod> unused = found.whenComplete((method, failure) -> {
            if (failure != null) {
                fail(AuthenticatedCall.cause(failure));
                return;
            }
            guarded(() -> {
                method.requireStream();
                authenticate(method, method.messages(request), true);
            });
        });
    }

    private void authenticate(GrpcMethod method, List<DynamicMessage> messages, boolean first) {
        OpenChannel channel = client.openChannel();
        CompletableFuture<Credentials> unused = channel.authentication()
                .credentials()
                .whenComplete((credentials, failure) -> {
                    if (failure != null) {
                        fail(AuthenticatedCall.cause(failure));
                    } else {
                        guarded(() -> send(channel, method, messages, credentials, first));
                    }
                })
                .toCompletableFuture();
    }

    private void send(
            OpenChannel channel,
            GrpcMethod method,
            List<DynamicMessage> messages,
            Credentials credentials,
            boolean first) {
        Metadata headers = new Metadata();
        headers.merge(metadata);
        CallMetadata.add(headers, credentials);
        CallTrace trace = new CallTrace();
        ClientCall<DynamicMessage, DynamicMessage> made =
                channel.ready().newCall(method.call(), CallOptions.DEFAULT.withStreamTracerFactory(trace));
        Messages listener = new Messages(
                method, messages.iterator(), made, trace, () -> again(channel, method, messages, credentials, first));
        synchronized (this) {
            if (ended) {
                return;
            }
            call = made;
            made.start(listener, headers);
            ask(made, requested);
        }
        listener.onReady();
    }

    /** Whether there are other credentials than those that the server refused; then the call is made with them. */
    private boolean again(
            OpenChannel channel,
            GrpcMethod method,
            List<DynamicMessage> messages,
            Credentials credentials,
            boolean first) {
        AuthenticationProvider authentication = channel.authentication();
        if (!first || !AuthenticatedCall.refused(authentication, credentials)) {
            return false;
        }
        guarded(() -> authenticate(method, messages, false));
        return true;
    }

    @Override
    public synchronized void request(long messages) {
        if (messages <= 0) {
            cancel();
            subscriber.onError(new IllegalArgumentException("A subscriber requests at least one message."));
            return;
        }
        requested = requested + messages < 0 ? Long.MAX_VALUE : requested + messages;
        if (call != null && !ended) {
            ask(call, messages);
        }
    }

    /** gRPC counts what is requested, too, but in a smaller number; {@link #received} makes up for it. */
    private static void ask(ClientCall<?, ?> call, long messages) {
        if (messages > 0) {
            call.request((int) Math.min(messages, Integer.MAX_VALUE));
        }
    }

    private synchronized boolean received(ClientCall<?, ?> from) {
        if (ended) {
            return false;
        }
        if (requested > Integer.MAX_VALUE) {
            from.request(1);
        }
        if (requested != Long.MAX_VALUE) {
            requested--;
        }
        return true;
    }

    @Override
    public void cancel() {
        ClientCall<?, ?> under;
        synchronized (this) {
            ended = true;
            under = call;
        }
        if (under != null) {
            under.cancel("The subscriber wants no more.", null);
        }
    }

    private synchronized boolean over() {
        return ended;
    }

    /** Gives whether it was not over already. */
    private synchronized boolean end() {
        boolean before = ended;
        ended = true;
        return !before;
    }

    private void fail(Throwable failure) {
        if (end()) {
            subscriber.onError(failure);
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** What gRPC tells of one attempt, one thing after another. */
    private final class Messages extends ClientCall.Listener<DynamicMessage> {

        private final GrpcMethod method;
        private final Iterator<DynamicMessage> requests;
        private final ClientCall<DynamicMessage, DynamicMessage> from;
        private final CallTrace trace;
        private final BooleanSupplier again;
        private boolean sentAll;
        private boolean begun;

        Messages(
                GrpcMethod method,
                Iterator<DynamicMessage> requests,
                ClientCall<DynamicMessage, DynamicMessage> from,
                CallTrace trace,
                BooleanSupplier again) {
            this.method = method;
            this.requests = requests;
            this.from = from;
            this.trace = trace;
            this.again = again;
        }

        @Override
        public synchronized void onReady() {
            if (sentAll || over()) {
                return;
            }
            requests.forEachRemaining(from::sendMessage);
            sentAll = true;
            from.halfClose();
        }

        @Override
        public void onMessage(DynamicMessage message) {
            begun = true;
            if (received(from)) {
                try {
                    subscriber.onNext(ExecutionResult.of(method.read(message)));
                } catch (RuntimeException e) {
                    fail(e);
                    from.cancel("The message cannot be read.", e);
                }
            }
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (status.isOk()) {
                if (end()) {
                    subscriber.onComplete();
                }
                return;
            }
            CallFailure failure = new CallFailure(status, trailers, trace, begun);
            if (!(failure.refusedCredentials() && again.getAsBoolean())) {
                fail(client.failures().of(method.name().toString(), null, failure));
            }
        }
    }
}
