/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ThreadPools;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.connector.observation.ConsumerBacklog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a route for each message of a source. While the broker is away, a receiver is made again with the waits of the
 * connector's {@code retry}, as often as it takes. A stop or suspension takes nothing more, lets the messages end that are
 * in the route, and gives back the others.
 */
final class MessagingConsumer extends DefaultConsumer implements ShutdownAware, Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(MessagingConsumer.class);

    /** How long a stop waits for the broker to be told, after Camel waited for the routes. */
    private static final int STOP_SECONDS = 5;

    private final ConnectorEndpoint endpoint;
    private final MessageReception reception;
    private final ExchangeFilling exchanges;
    private final MessagingConnector connector;

    private ExecutorService thread;
    private ExecutorService workers;
    private ScheduledExecutorService timer;
    private CountDownLatch leaving;
    private CountDownLatch left;
    private volatile ReceivingSession session;
    private volatile Receiver receiver;
    private volatile ConsumerBacklog told;

    MessagingConsumer(
            ConnectorEndpoint endpoint,
            Processor processor,
            MessageReception reception,
            ExchangeFilling exchanges,
            MessagingConnector connector) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.reception = reception;
        this.exchanges = exchanges;
        this.connector = connector;
    }

    @Override
    protected void doStart() throws Exception {
        connector.begin(this);
        super.doStart();
        String name = "serai-" + reception.caller().connector() + "-" + reception.source();
        thread = threads().newSingleThreadExecutor(this, name);
        workers = threads().newCachedThreadPool(this, name + "-route");
        timer = ThreadPools.scheduled(endpoint.getCamelContext(), this, name + "-waits", 1);
        receive();
    }

    private ExecutorServiceManager threads() {
        return endpoint.getCamelContext().getExecutorServiceManager();
    }

    @Override
    protected void doResume() {
        receive();
    }

    private void receive() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        leaving = begun;
        left = over;
        thread.execute(() -> {
            try {
                receiveUntil(begun);
            } finally {
                over.countDown();
            }
        });
    }

    @Override
    protected void doSuspend() {
        leave();
    }

    private void leave() {
        leaving.countDown();
        ReceivingSession last = session;
        if (last != null) {
            last.leave();
        }
    }

    @Override
    protected void doStop() throws Exception {
        connector.end(this);
        if (thread != null) {
            end();
        }
        super.doStop();
    }

    private void end() throws InterruptedException {
        leave();
        if (!left.await(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn(
                    "The route {} stops while messages of {} are still under way; they come again.",
                    getRouteId(),
                    reception.source());
        }
        threads().shutdownNow(thread);
        threads().shutdownNow(timer);
        threads().shutdown(workers);
        if (told != null) {
            endpoint.connector().ended(told);
            told = null;
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        ReceivingSession last = session;
        return last == null ? 0 : last.active();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // Camel suspends a consumer before it waits for what is pending; that is all there is to do.
    }

    MessageReception reception() {
        return reception;
    }

    /** A sentence for each message that is tried for ever. */
    List<String> blocked() {
        ReceivingSession last = session;
        return last == null ? List.of() : last.blocked();
    }

    private void receiveUntil(CountDownLatch begun) {
        int fruitless = 0;
        try {
            while (begun.getCount() > 0) {
                long start = System.nanoTime();
                RuntimeException failure = receiveOnce(begun);
                if (failure != null) {
                    fruitless = lasted(start) ? 1 : fruitless + 1;
                    long wait = endpoint.connector().waitAfter(fruitless, failure);
                    LOG.warn(
                            "{} The route {} receives from {} again in {} ms.",
                            failure.getMessage(),
                            getRouteId(),
                            reception.source(),
                            wait);
                    LOG.debug("Receiving from {} failed", reception.source(), failure);
                    if (begun.await(wait, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            // The stop did not wait for the route.
            Thread.currentThread().interrupt();
        }
    }

    /** Receives until the receiver fails or nobody wants more; gives the failure. */
    private RuntimeException receiveOnce(CountDownLatch begun) throws InterruptedException {
        try {
            Broker broker = connector.broker(reception.caller());
            Receiver made = broker.receive(reception.subscription(), reception.caller());
            receiver = made;
            made.backlog().ifPresent(this::tell);
            MessageRoute route = new MessageRoute(
                    this,
                    reception,
                    exchanges,
                    broker,
                    made,
                    connector.environment().redaction());
            session = new ReceivingSession(made, route, reception, workers, timer);
            session.receiveUntil(begun);
            return null;
        } catch (RuntimeException e) {
            return e instanceof ConnectorException known
                    ? connector.environment().redaction().apply(known)
                    : e;
        } finally {
            receiver = null;
        }
    }

    private void tell(Backlog backlog) {
        if (told == null) {
            told = new ConsumerBacklog(
                    reception.caller().connector(),
                    connector.metadata().type(),
                    getRouteId(),
                    reception.source(),
                    backlog.group(),
                    () -> backlog().map(now -> (double) now.messages()).orElse(Double.NaN));
            endpoint.connector().began(told);
        }
    }

    /** What waits; empty while nobody knows. */
    private Optional<Backlog> backlog() {
        Receiver last = receiver;
        return last == null
                ? Optional.empty()
                : last.backlog().filter(now -> !now.parts().isEmpty());
    }

    /** A sentence on what waits, when something does. */
    Optional<String> waiting() {
        return backlog()
                .filter(now -> now.messages() > 0)
                .map(now -> now.messages() + " messages of '" + reception.source() + "' wait for the group '"
                        + now.group() + "': "
                        + now.parts().entrySet().stream()
                                .map(part -> part.getValue() + " in " + part.getKey())
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    /** The waits begin anew after a receiver that worked for longer than the longest of them. */
    private boolean lasted(long start) {
        Duration lived = Duration.ofNanos(System.nanoTime() - start);
        return lived.compareTo(endpoint.connector().settings().retry().maxDelay()) > 0;
    }
}
