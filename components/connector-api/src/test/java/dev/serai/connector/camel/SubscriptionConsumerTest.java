/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.Overflow;
import dev.serai.connector.feed.FeedConnector;
import dev.serai.connector.registry.ConnectorRegistry;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a system sends by itself becomes messages; nothing that can be kept is lost, and a lost stream comes back. */
class SubscriptionConsumerTest {

    private final CamelContext context = new DefaultCamelContext();
    private final Queue<Object> seen = new ConcurrentLinkedQueue<>();
    private final Semaphore work = new Semaphore(0);
    private FeedConnector connector;

    @AfterEach
    void stop() {
        work.release(1_000_000);
        context.stop();
    }

    @Test
    void aMessageHasABodyAndHeadersAndTheConnectorGetsItsOwnInputsOnly() throws Exception {
        Queue<Map<String, Object>> headers = new ConcurrentLinkedQueue<>();
        start("&topic=news", exchange -> {
            headers.add(Map.copyOf(exchange.getMessage().getHeaders()));
            seen.add(exchange.getMessage().getBody());
        });
        assertThat(connector.feed().send(List.of("one"))).isTrue();
        await().until(() -> seen.size() == 1);

        assertThat(seen).containsExactly(List.of("one"));
        assertThat(headers).containsExactly(Map.of("CamelSeraiSender", "test"));
        assertThat(connector.feed().input).isEqualTo(Map.of("topic", "news"));
    }

    @Test
    void messagesPassOneAfterAnotherInTheirOrder() throws Exception {
        start("", exchange -> seen.add(exchange.getMessage().getBody()));
        for (int i = 0; i < 500; i++) {
            connector.feed().send(i);
        }
        await().until(() -> seen.size() == 500);

        assertThat(List.copyOf(seen)).isEqualTo(numbers(500));
    }

    @Test
    void aSlowRouteMakesTheOtherSideWait() throws Exception {
        start("&buffer=4", this::slowly);
        int sent = sendWhileAsked(0);
        assertThat(sent).as("the buffer and the one in the route").isBetween(4, 5);
        work.release(4);
        await().until(() -> seen.size() == 4);
        sent = sendWhileAsked(sent);
        work.release(100);
        int all = sent;
        await().until(() -> seen.size() == all);

        assertThat(List.copyOf(seen)).isEqualTo(numbers(all));
    }

    @Test
    void theOldestIsDroppedWhenAsked() throws Exception {
        start("&buffer=2&overflow=dropOldest", this::slowly);
        sendAndAwaitTaken(0);
        for (int i = 1; i <= 5; i++) {
            assertThat(connector.feed().send(i)).isTrue();
        }
        work.release(100);
        await().until(() -> seen.size() == 3);

        assertThat(seen).containsExactly(0, 4, 5);
    }

    @Test
    void theNewestIsDroppedWhenAsked() throws Exception {
        start("&buffer=2&overflow=dropNewest", this::slowly);
        sendAndAwaitTaken(0);
        for (int i = 1; i <= 5; i++) {
            assertThat(connector.feed().send(i)).isTrue();
        }
        work.release(100);
        await().until(() -> seen.size() == 3);

        assertThat(seen).containsExactly(0, 1, 2);
    }

    @Test
    void aLostSubscriptionIsMadeAgainAndWhatCameBeforeIsStillWorkedOff() throws Exception {
        start("", this::slowly);
        connector.feed().send("before 1");
        connector.feed().send("before 2");
        connector.feed().fail(new IllegalStateException("cut off"));
        work.release(2);
        await().until(() -> connector.feeds.size() == 2);
        connector.feed().send("after");
        work.release(1);
        await().until(() -> seen.size() == 3);

        assertThat(seen).containsExactly("before 1", "before 2", "after");
    }

    @Test
    void aSubscriptionThatCannotBeMadeIsTriedAgain() throws Exception {
        declare();
        connector.refusals.set(3);
        startRoute("", exchange -> seen.add(exchange.getMessage().getBody()));
        await().until(() -> !connector.feeds.isEmpty());
        connector.feed().send("at last");
        await().until(() -> seen.size() == 1);
    }

    @Test
    void aSubscriptionThatCanNeverSucceedStopsTheStart() {
        declare();
        assertThatThrownBy(() -> startRoute("&topic=nonsense", exchange -> {}))
                .hasMessageContaining("There is no topic 'nonsense'");
    }

    @Test
    void aStreamThatEndsIsSubscribedAgain() throws Exception {
        start("", exchange -> seen.add(exchange.getMessage().getBody()));
        connector.feed().complete();
        await().until(() -> connector.feeds.size() == 2);
    }

    @Test
    void aStreamThatEndsStaysEndedWhenAsked() throws Exception {
        start("&whenEnded=stop", exchange -> seen.add(exchange.getMessage().getBody()));
        connector.feed().send("last");
        connector.feed().complete();
        await().until(() -> seen.size() == 1);
        awaitThreadEnded();

        assertThat(connector.feeds).hasSize(1);
    }

    @Test
    void aMessageThatCannotBeReadGoesToTheRoutesErrorHandlingOnce() throws Exception {
        Queue<Object> caught = new ConcurrentLinkedQueue<>();
        declare();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(ConnectorException.class)
                        .maximumRedeliveries(3)
                        .handled(true)
                        .process(exchange -> caught.add(exchange.getMessage().getBody()));
                from("connector:box/listen")
                        .process(exchange -> seen.add(exchange.getMessage().getBody()));
            }
        });
        context.start();
        awaitSubscribed();
        connector.feed().sendUnreadable("garbled");
        connector.feed().send("fine");
        await().until(() -> seen.size() == 1);

        assertThat(seen).containsExactly("fine");
        assertThat(caught).containsExactly("garbled");
    }

    @Test
    void aFailureOfTheRouteIsReportedAndTheNextMessageFollows() throws Exception {
        Queue<String> reported = new ConcurrentLinkedQueue<>();
        declare();
        addRoute("", exchange -> {
            seen.add(exchange.getMessage().getBody());
            if (seen.size() == 1) {
                throw new IllegalStateException("not this one");
            }
        });
        context.start();
        ((DefaultConsumer) context.getRoute("reader").getConsumer())
                .setExceptionHandler(new ReportedFailures(reported));
        awaitSubscribed();
        connector.feed().send("bad");
        connector.feed().send("good");
        await().until(() -> seen.size() == 2);

        assertThat(reported)
                .containsExactly(
                        "The route failed for a message of box/listen, which does not come again: not this one");
    }

    @Test
    void aStopEndsTheSubscriptionAndWorksOffWhatCame() throws Exception {
        start("", this::slowly);
        for (int i = 0; i < 10; i++) {
            connector.feed().send(i);
        }
        Thread stopping = new Thread(context::stop);
        stopping.start();
        await().until(connector.feed()::cancelled);
        assertThat(seen).isEmpty();
        work.release(10);
        stopping.join(TimeUnit.SECONDS.toMillis(20));

        assertThat(stopping.isAlive()).isFalse();
        assertThat(List.copyOf(seen)).isEqualTo(numbers(10));
        assertThat(connector.feeds).hasSize(1);
    }

    @Test
    void aStopInTheWaitForTheNextSubscriptionDoesNotWait() throws Exception {
        declare(Map.of("retry.delay", "300s", "retry.maxDelay", "300s"));
        startRoute("", exchange -> seen.add(exchange.getMessage().getBody()));
        awaitSubscribed();
        connector.feed().fail(new IllegalStateException("cut off"));
        context.stop();
        awaitThreadEnded();

        assertThat(connector.feeds).hasSize(1);
    }

    @Test
    void aSuspendedRouteHasNoSubscriptionAndAResumedOneHas() throws Exception {
        start("", exchange -> seen.add(exchange.getMessage().getBody()));
        context.getRouteController().suspendRoute("reader");
        assertThat(connector.feed().cancelled()).isTrue();
        context.getRouteController().resumeRoute("reader");
        await().until(() -> connector.feeds.size() == 2);
        connector.feed().send("again");
        await().until(() -> seen.size() == 1);
    }

    @Test
    void aForcedStopDoesNotWaitForTheRoute() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        start("", exchange -> {
            entered.countDown();
            try {
                work.acquire();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
        connector.feed().send("held");
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        context.getShutdownStrategy().setTimeout(1);
        context.stop();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSecretInTheReasonOfAFailureIsNotLogged() throws Exception {
        declare(Map.of("password", "open-sesame"));
        connector.refusals.set(1);
        MessageBuffer buffer = new MessageBuffer(new Reception("box/listen", 1, Overflow.WAIT, false, Map.of()));
        var box = ConnectorRegistry.of(context).get("box");
        assertThatThrownBy(() -> box.subscription(box.operation("listen"), Map.of()))
                .hasMessageContaining("Connector 'box', operation 'listen'")
                .hasMessageNotContaining("open-sesame");
        box.subscription(box.operation("listen"), Map.of()).subscribe(buffer);
        connector.feed().fail(new IllegalStateException("open-sesame was refused"));

        assertThat(buffer.failure())
                .hasMessageContaining("Connector 'box', operation 'listen'")
                .hasMessageNotContaining("open-sesame");
    }

    @Test
    void wrongOptionsAreRefusedAtTheStart() throws Exception {
        declare();
        assertRefused("connector:box/listen?overflow=explode", "Expected one of: wait, dropOldest, dropNewest");
        assertRefused("connector:box/listen?buffer=0", "from 1 to 100000");
        assertRefused("connector:box/listen?whenEnded=maybe", "Expected one of: resubscribe, stop");
        assertRefused("connector:box/listen?bufer=1", "buffer");
    }

    private void assertRefused(String uri, String message) {
        assertThatThrownBy(() -> context.getEndpoint(uri).createConsumer(exchange -> {}))
                .satisfiesAnyOf(
                        failure -> assertThat(failure).hasMessageContaining(message),
                        failure -> assertThat(failure).rootCause().hasMessageContaining(message));
    }

    private void slowly(Exchange exchange) throws InterruptedException {
        work.acquire();
        seen.add(exchange.getMessage().getBody());
    }

    private int sendWhileAsked(int first) {
        int next = first;
        while (connector.feed().send(next)) {
            next++;
        }
        return next;
    }

    private static List<Object> numbers(int count) {
        return IntStream.range(0, count).<Object>mapToObj(i -> i).toList();
    }

    private void sendAndAwaitTaken(Object body) {
        connector.feed().send(body);
        SubscriptionConsumer consumer =
                (SubscriptionConsumer) context.getRoute("reader").getConsumer();
        await().until(() -> consumer.getPendingExchangesSize() == 0);
    }

    private void awaitSubscribed() {
        await().until(() -> !connector.feeds.isEmpty());
    }

    /** The consumer's thread has nothing to do any more: it neither listens nor waits to subscribe again. */
    private static void awaitThreadEnded() {
        await().until(() -> Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().contains("serai-box"))
                .allMatch(thread -> Stream.of(thread.getValue())
                        .anyMatch(frame -> frame.getMethodName().equals("getTask"))));
    }

    private void start(String options, Processor processor) throws Exception {
        declare();
        startRoute(options, processor);
        awaitSubscribed();
    }

    private void startRoute(String options, Processor processor) throws Exception {
        addRoute(options, processor);
        context.start();
    }

    private void addRoute(String options, Processor processor) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:box/listen" + options.replaceFirst("&", "?"))
                        .routeId("reader")
                        .process(processor);
            }
        });
    }

    private void declare() {
        declare(Map.of("retry.delay", "5ms", "retry.maxDelay", "20ms"));
    }

    private void declare(Map<String, Object> options) {
        ConnectorRegistry registry = ConnectorRegistry.of(context);
        registry.declare("box", "feed", options);
        connector = (FeedConnector) registry.get("box").connector();
    }

    private record ReportedFailures(Queue<String> reported) implements org.apache.camel.spi.ExceptionHandler {

        @Override
        public void handleException(Throwable exception) {
            handleException(null, exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            handleException(message, null, exception);
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            reported.add(message + ": " + exception.getMessage());
        }
    }
}
