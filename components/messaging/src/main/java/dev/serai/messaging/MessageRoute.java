/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.Redaction;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;

/** Sends messages through a consumer's route, and what comes out to where it belongs. Holds no thread. Thread-safe. */
final class MessageRoute {

    private final DefaultConsumer consumer;
    private final AsyncProcessor processor;
    private final MessageReception reception;
    private final Broker broker;
    private final Receiver receiver;
    private final Redaction redaction;
    private final Caller caller;
    private final ExchangeFilling exchanges;

    MessageRoute(
            DefaultConsumer consumer,
            MessageReception reception,
            ExchangeFilling exchanges,
            Broker broker,
            Receiver receiver,
            Redaction redaction) {
        this.consumer = consumer;
        this.processor = consumer.getAsyncProcessor();
        this.reception = reception;
        this.broker = broker;
        this.receiver = receiver;
        this.redaction = redaction;
        this.caller = reception.caller();
        this.exchanges = exchanges;
    }

    /** What becomes of a message when it leaves the route: one of these. */
    interface Ended {
        void made(OutgoingMessage output);

        /** Nothing is to be sent. */
        void madeNothing();

        void failed(Throwable failure);
    }

    /** Gives whether the message has left the route already. */
    boolean process(IncomingMessage message, int attempt, Ended ended) {
        Exchange exchange = consumer.createExchange(false);
        try {
            exchanges.fill(exchange, message, attempt);
        } catch (RuntimeException e) {
            consumer.releaseExchange(exchange, false);
            ended.failed(e);
            return true;
        }
        return processor.process(exchange, synchronous -> end(exchange, message, ended));
    }

    private void end(Exchange exchange, IncomingMessage message, Ended ended) {
        Throwable failure = exchange.isFailed() ? exchange.getException() : null;
        OutgoingMessage output = null;
        try {
            if (failure == null && reception.destination() != null) {
                output = output(exchange, message);
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            consumer.releaseExchange(exchange, false);
        }
        if (failure != null) {
            ended.failed(failure);
        } else if (output != null) {
            ended.made(output);
        } else {
            ended.madeNothing();
        }
    }

    /** Hands the output of a message to the broker; what fails is told free of secrets. */
    void send(IncomingMessage message, OutgoingMessage output, boolean patient, Confirmation confirmation) {
        Confirmation redacting = new Confirmation() {
            @Override
            public void confirmed() {
                confirmation.confirmed();
            }

            @Override
            public void failed(Throwable failure) {
                confirmation.failed(redacted(failure));
            }
        };
        try {
            if (reception.exactlyOnce()) {
                receiver.settleWith(message, output, redacting);
            } else {
                broker.send(output, caller, patient, redacting);
            }
        } catch (RuntimeException e) {
            redacting.failed(e);
        }
    }

    /** What the route made of a message; null when it made nothing of it. */
    private OutgoingMessage output(Exchange exchange, IncomingMessage message) {
        Object body = exchange.getMessage().getBody();
        if (body == null) {
            return null;
        }
        // The same whenever the message is worked on again, so that whoever receives it can tell.
        String id =
                message.identity() == null ? UUID.randomUUID().toString() : message.source() + "/" + message.identity();
        return Publishing.message(
                body,
                reception.outputFormat(),
                caller,
                reception.destination(),
                MessageExchanges.key(exchange),
                MessageExchanges.headers(exchange, message),
                id,
                null,
                reception.input());
    }

    /** Sends a message to the dead letters. */
    CompletableFuture<?> bury(IncomingMessage message, int attempts, Throwable failure) {
        OutgoingMessage letter = DeadLetters.letter(message, reception.deadLetter(), attempts, failure, redaction);
        return reception.exactlyOnce() ? settle(message, letter) : publish(letter);
    }

    private CompletableFuture<?> settle(IncomingMessage message, OutgoingMessage letter) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        send(message, letter, false, new Confirmation() {
            @Override
            public void confirmed() {
                settled.complete(null);
            }

            @Override
            public void failed(Throwable failure) {
                settled.completeExceptionally(failure);
            }
        });
        return settled;
    }

    /** Fails with what failed itself, free of secrets. */
    private CompletableFuture<?> publish(OutgoingMessage message) {
        CompletableFuture<Map<String, Object>> sent = new CompletableFuture<>();
        try {
            CompletableFuture<?> unused = broker.publish(message, caller).whenComplete((confirmed, failure) -> {
                if (failure == null) {
                    sent.complete(confirmed);
                } else {
                    sent.completeExceptionally(redacted(failure));
                }
            });
        } catch (RuntimeException e) {
            sent.completeExceptionally(redacted(e));
        }
        return sent;
    }

    /** What does not pass the connector's pipeline is kept free of secrets here. */
    private Throwable redacted(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof ConnectorException known ? redaction.apply(known) : cause;
    }
}
