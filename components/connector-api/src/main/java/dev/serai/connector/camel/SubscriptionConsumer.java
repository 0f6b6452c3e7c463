/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.OperationInput;
import dev.serai.connector.registry.DeclaredConnector;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a route for each message of a {@link dev.serai.connector.SubscribingConnector}'s subscription, one after another
 * in their order. A subscription that ends is made again, with the waits of the connector's {@code retry}. A stop or
 * suspension first ends the subscription, then works off what already came; what a killed process held is lost, because
 * the other side has no way to know of it.
 */
final class SubscriptionConsumer extends DefaultConsumer implements ShutdownAware, Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionConsumer.class);

    private final ConnectorEndpoint endpoint;
    private final DeclaredConnector connector;
    private final Reception reception;

    private ExecutorService thread;
    private volatile CountDownLatch leaving;
    private volatile MessageBuffer buffer;

    SubscriptionConsumer(ConnectorEndpoint endpoint, Processor processor, Reception reception) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.connector = endpoint.connector();
        this.reception = reception;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        requireSensible();
        thread = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadExecutor(this, "serai-" + reception.source());
        receive();
    }

    /** What can never succeed stops the start; a system that is away does not. */
    private void requireSensible() {
        try {
            Flow.Publisher<ExecutionResult> unused = subscription();
        } catch (ConnectorException e) {
            if (e.category() == ErrorCategory.CONFIGURATION && !e.recoverable()) {
                throw e;
            }
        }
    }

    @Override
    protected void doResume() {
        receive();
    }

    private void receive() {
        CountDownLatch left = new CountDownLatch(1);
        leaving = left;
        thread.execute(() -> receiveUntil(left));
    }

    @Override
    protected void doSuspend() {
        leave();
    }

    @Override
    protected void doStop() throws Exception {
        leave();
        endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(thread);
        super.doStop();
    }

    private void leave() {
        leaving.countDown();
        MessageBuffer last = buffer;
        if (last != null) {
            last.cancel();
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        MessageBuffer last = buffer;
        return last == null ? 0 : last.size();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // Camel suspends a consumer before it waits for what is pending; that is all there is to do.
    }

    private void receiveUntil(CountDownLatch left) {
        int fruitless = 0;
        try {
            do {
                MessageBuffer current = new MessageBuffer(reception);
                long begun = System.nanoTime();
                buffer = current;
                if (left.getCount() > 0) {
                    subscribe(current);
                    workOff(current);
                }
                fruitless = wasOfUse(current, begun) ? 1 : fruitless + 1;
            } while (comesBack(left, fruitless));
        } catch (InterruptedException e) {
            // The stop did not wait for the route.
            Thread.currentThread().interrupt();
        }
    }

    private Flow.Publisher<ExecutionResult> subscription() {
        return connector.subscription(endpoint.specification(), reception.options());
    }

    private void subscribe(MessageBuffer subscriber) {
        try {
            subscription().subscribe(subscriber);
        } catch (RuntimeException e) {
            subscriber.onError(e);
        }
    }

    private void workOff(MessageBuffer messages) throws InterruptedException {
        for (ExecutionResult message = messages.take(); message != null; message = messages.take()) {
            process(message);
        }
    }

    /** The waits begin anew after a subscription that gave something, or stood for longer than the longest of them. */
    private boolean wasOfUse(MessageBuffer ended, long begun) {
        Duration lived = Duration.ofNanos(System.nanoTime() - begun);
        return ended.received() > 0
                || lived.compareTo(connector.settings().retry().maxDelay()) > 0;
    }

    private boolean comesBack(CountDownLatch left, int fruitless) throws InterruptedException {
        if (left.getCount() == 0) {
            return false;
        }
        Throwable failure = buffer.failure();
        if (failure == null && reception.stopsWhenEnded()) {
            LOG.info("{} has ended; the route {} receives nothing more.", reception.source(), getRouteId());
            return false;
        }
        long wait = connector.waitAfter(fruitless, failure);
        if (failure == null) {
            LOG.info("{} has ended; it is subscribed again in {} ms.", reception.source(), wait);
        } else {
            LOG.warn("{} The route {} subscribes again in {} ms.", failure.getMessage(), getRouteId(), wait);
            LOG.debug("The subscription {} failed", reception.source(), failure);
        }
        return !left.await(wait, TimeUnit.MILLISECONDS);
    }

    private void process(ExecutionResult received) {
        Exchange exchange = createExchange(false);
        Message message = exchange.getMessage();
        message.setBody(received.output());
        received.metadata().forEach((name, value) -> message.setHeader(OperationInput.header(name), value));
        if (!received.success()) {
            // As Camel's own bridge to the error handler does it: no step runs, and onException sees it once.
            exchange.setException(received.failure());
            exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, received.failure());
            exchange.getExchangeExtension().setRedeliveryExhausted(true);
        }
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        try {
            if (exchange.isFailed()) {
                getExceptionHandler()
                        .handleException(
                                "The route failed for a message of " + reception.source()
                                        + ", which does not come again",
                                exchange,
                                exchange.getException());
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
