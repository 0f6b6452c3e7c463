/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.feed;

import dev.serai.connector.Capabilities;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Field;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.ResourceUsage;
import dev.serai.connector.SubscribingConnector;
import dev.serai.connector.SubscriptionOperations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** Sends what the test sends. */
public final class FeedConnector implements SubscribingConnector {

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("feed", "Feed")
            .description("Sends what the test sends.")
            .category(ConnectorMetadata.Category.CUSTOM)
            .operations(List.of(SubscriptionOperations.subscription("listen", "Receives messages.")
                    .field(Field.optional("topic", Field.Type.STRING, "What about."))
                    .build()))
            .build();

    /** All subscriptions that were ever made, the first in front. */
    public final List<Feed> feeds = new CopyOnWriteArrayList<>();

    /** How many of the next subscriptions fail at once. */
    public final AtomicLong refusals = new AtomicLong();

    private final String password;

    FeedConnector(String password) {
        this.password = password;
    }

    /** The newest subscription. */
    public Feed feed() {
        return feeds.get(feeds.size() - 1);
    }

    @Override
    public Flow.Publisher<ExecutionResult> subscribe(Operation operation, Map<String, Object> input) {
        if ("nonsense".equals(input.get("topic"))) {
            throw ConnectorException.of(ConnectorErrors.CONFIGURATION, "There is no topic 'nonsense'.")
                    .build();
        }
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw ConnectorException.of(ConnectorErrors.UNEXPECTED, "The feed refuses " + password + ".")
                    .build();
        }
        return subscriber -> {
            Feed feed = new Feed(subscriber, input);
            subscriber.onSubscribe(feed);
            feeds.add(feed);
        };
    }

    @Override
    public ConnectorMetadata metadata() {
        return METADATA;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of();
    }

    @Override
    public void connect() {}

    @Override
    public void disconnect() {}

    @Override
    public HealthCheckResult healthCheck() {
        return HealthCheckResult.of(() -> "up");
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException());
    }

    /** One subscription. */
    public static final class Feed implements Flow.Subscription {

        /** What the subscription asked for beside what the contract asks. */
        public final Map<String, Object> input;

        private final Flow.Subscriber<? super ExecutionResult> subscriber;
        private final AtomicLong requested = new AtomicLong();
        private volatile boolean cancelled;

        private Feed(Flow.Subscriber<? super ExecutionResult> subscriber, Map<String, Object> input) {
            this.subscriber = subscriber;
            this.input = input;
        }

        /** Gives whether the message was asked for; otherwise it is not sent. */
        public boolean send(Object body) {
            if (requested.getAndUpdate(left -> left == Long.MAX_VALUE ? left : Math.max(0, left - 1)) == 0) {
                return false;
            }
            subscriber.onNext(ExecutionResult.of(body, Map.of("sender", "test")));
            return true;
        }

        /** Sends a message that could not be read. */
        public void sendUnreadable(Object body) {
            ConnectorException failure = ConnectorException.of(ConnectorErrors.UNEXPECTED, "It is garbled.")
                    .build();
            subscriber.onNext(new ExecutionResult(body, Map.of(), ResourceUsage.ONE_ATTEMPT, Duration.ZERO, failure));
        }

        /** Ends the stream regularly. */
        public void complete() {
            subscriber.onComplete();
        }

        /** Ends the stream. */
        public void fail(Throwable failure) {
            subscriber.onError(failure);
        }

        /** Whether the subscriber left. */
        public boolean cancelled() {
            return cancelled;
        }

        @Override
        public void request(long n) {
            requested.getAndUpdate(left -> left + n < 0 ? Long.MAX_VALUE : left + n);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
