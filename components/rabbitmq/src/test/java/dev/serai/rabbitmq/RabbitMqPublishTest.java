/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.messaging.MessagingErrors;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** A message that was published is with the broker, or the call fails and says why. */
class RabbitMqPublishTest extends RabbitMqTest {

    @Test
    void aMessageCarriesWhatItWasGiven() throws Exception {
        Object output = execute(
                        "publish",
                        Map.of(
                                "destination",
                                QUEUE,
                                "body",
                                Map.of("number", 7),
                                "key",
                                "ada",
                                "messageId",
                                "order-7",
                                "headers",
                                Map.of("tenant", "north", "urgent", true, "weight", 3)))
                .output();

        GetResponse message = channel().basicGet(QUEUE, true);
        assertThat(text(message)).isEqualTo("{\"number\":7}");
        assertThat(message.getProps().getMessageId()).isEqualTo("order-7");
        assertThat(message.getProps().getContentType()).isEqualTo("application/json");
        assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
        assertThat(message.getProps().getTimestamp()).isNotNull();
        assertThat(message.getProps().getHeaders().get("serai-key")).hasToString("ada");
        assertThat(message.getProps().getHeaders().get("tenant")).hasToString("north");
        assertThat(message.getProps().getHeaders()).containsEntry("urgent", true);
        assertThat(output).isEqualTo(Map.of("messageId", "order-7", "destination", QUEUE, "exchange", ""));
    }

    @Test
    void aBatchIsConfirmedAsAWholeInItsOrder() throws Exception {
        List<Map<String, Object>> orders = IntStream.range(0, 5_000)
                .mapToObj(i -> Map.<String, Object>of("n", i))
                .toList();

        Object output = execute(
                        "publish", Map.of("destination", QUEUE, "body", orders, "batch", true, "messageId", "b"))
                .output();

        List<GetResponse> came = drain(QUEUE);
        assertThat(came)
                .extracting(message -> message.getProps().getMessageId())
                .isEqualTo(IntStream.range(0, 5_000).mapToObj(i -> "b-" + i).toList());
        assertThat(text(came.get(500))).isEqualTo("{\"n\":500}");
        assertThat((List<?>) output).hasSize(5_000);
    }

    @Test
    void aMessageThatNobodyWouldGetIsAFailureThatSaysWhichQueue() {
        ConnectorException failure = failure("publish", Map.of("destination", "nowhere", "body", "x"));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.UNROUTABLE);
        assertThat(failure.getMessage()).contains("'nowhere'");
    }

    @Test
    void aMessageWithoutABindingIsAFailureThatSaysWhichExchangeAndKey() throws Exception {
        channel().exchangeDeclare("shop", "topic", true);

        ConnectorException failure =
                failure("publish", Map.of("exchange", "shop", "destination", "order.placed", "body", "x"));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.UNROUTABLE);
        assertThat(failure.getMessage()).contains("'shop'", "'order.placed'");
    }

    @Test
    void anExchangeThatIsMissingFailsItsMessageAndTheNextIsSent() throws Exception {
        ConnectorException failure = failure("publish", Map.of("exchange", "missing", "destination", "a", "body", "x"));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.NOT_FOUND);
        assertThat(failure.getMessage()).contains("'missing'");
        execute("publish", Map.of("destination", QUEUE, "body", "x"));
        assertThat(drain(QUEUE)).hasSize(1);
    }

    @Test
    void aFullQueueIsAFailure() throws Exception {
        declare("small", Map.of("x-max-length", 2, "x-overflow", "reject-publish"));
        Map<String, Object> call = Map.of("destination", "small", "body", "x");
        execute("publish", call);
        execute("publish", call);

        ConnectorException failure = failure("publish", call);

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.NOT_TAKEN);
        assertThat(failure.recoverable()).isTrue();
        assertThat(waiting("small")).isEqualTo(2);
    }

    @Test
    void aBatchOfWhichSomeAreNotTakenSaysWhich() throws Exception {
        declare("small", Map.of("x-max-length", 2, "x-overflow", "reject-publish"));

        ConnectorException failure = failure(
                "publish",
                Map.of("destination", "small", "body", List.of("a", "b", "c", "d"), "batch", true, "messageId", "m"));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.BATCH_FAILED);
        List<String> kept = drain("small").stream()
                .map(message -> message.getProps().getMessageId())
                .toList();
        assertThat(failure.details().get("confirmed")).isEqualTo(kept);
        assertThat(kept).isNotEmpty().hasSizeLessThan(4);
    }

    @Test
    void aBatchWithAMessageThatIsTooLargeSaysWhichWereConfirmed() throws Exception {
        restart("options: { maxMessageSize: 1KB }");

        ConnectorException failure = failure(
                "publish",
                Map.of(
                        "destination",
                        QUEUE,
                        "body",
                        List.of("a", "x".repeat(2000), "c"),
                        "batch",
                        true,
                        "messageId",
                        "m"));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.BATCH_FAILED);
        assertThat(failure.details().get("confirmed")).isEqualTo(List.of("m-0", "m-2"));
        assertThat(drain(QUEUE)).hasSize(2);
    }

    @Test
    void aMessageThatIsTooLargeIsNotSent() throws Exception {
        restart("options: { maxMessageSize: 1KB }");
        byte[] large = new byte[2000];
        Arrays.fill(large, (byte) 'x');

        ConnectorException failure = failure("publish", Map.of("destination", QUEUE, "body", large));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.TOO_LARGE);
        assertThat(failure.getMessage()).contains("2000", "maxMessageSize");
        execute("publish", Map.of("destination", QUEUE, "body", new byte[900]));
        assertThat(drain(QUEUE)).hasSize(1);
    }

    @Test
    void aMessageOverTheBrokersLimitIsRefusedAndTheNextIsSent() throws Exception {
        restart("options: { maxMessageSize: 64MB }");

        ConnectorException failure =
                failure("publish", Map.of("destination", QUEUE, "body", new byte[server().largestMessage() + 1]));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.TOO_LARGE);
        assertThat(failure.recoverable()).isFalse();
        assertThat(failure.getMessage()).contains("message size", String.valueOf(server().largestMessage()));
        execute("publish", Map.of("destination", QUEUE, "body", "small"));
        assertThat(drain(QUEUE)).hasSize(1);
    }

    @Test
    void aConnectionThatIsCutBeforeTheConfirmIsAFailureThoughTheBrokerHasTheMessage() throws Exception {
        execute("publish", Map.of("destination", QUEUE, "body", "first"));
        proxy().resetAfter(0);

        ConnectorException failure = failure("publish", Map.of("destination", QUEUE, "body", "second"));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.CONNECTION_LOST);
        assertThat(failure.neverSent()).isFalse();
        assertThat(failure.getMessage()).contains("nobody knows");
        await().until(() -> waiting(QUEUE) == 2);
        proxy().restore();
        execute("publish", Map.of("destination", QUEUE, "body", "third"));
        assertThat(drain(QUEUE)).hasSize(3);
    }

    @Test
    void aConfirmThatDoesNotComeIsAFailureInTime() throws Exception {
        restart("options: { requestTimeout: 300ms }");
        execute("publish", Map.of("destination", QUEUE, "body", "first"));
        proxy().blackHole();

        ConnectorException failure = failure("publish", Map.of("destination", QUEUE, "body", "second"));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.TIMEOUT);
    }

    @Test
    void aDelayedMessageComesAfterItsDelay() throws Exception {
        long start = System.nanoTime();
        execute("publish", Map.of("destination", QUEUE, "body", "later", "delay", "700ms", "messageId", "late"));
        assertThat(waiting(QUEUE)).isZero();

        await().pollInterval(Duration.ofMillis(20)).until(() -> waiting(QUEUE) == 1);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(650));
        assertThat(drain(QUEUE).get(0).getProps().getMessageId()).isEqualTo("late");
    }

    @Test
    void aShortDelayDoesNotWaitBehindALongOne() throws Exception {
        execute("publish", Map.of("destination", QUEUE, "body", "never", "delay", "1h"));
        execute("publish", Map.of("destination", QUEUE, "body", "soon", "delay", "100ms"));

        await().until(() -> waiting(QUEUE) == 1);

        assertThat(text(drain(QUEUE).get(0))).isEqualTo("soon");
    }

    @Test
    void aDelayedMessageForNobodyIsAFailureAtOnce() {
        ConnectorException failure = failure("publish", Map.of("destination", "nowhere", "body", "x", "delay", "1h"));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.NOT_FOUND);
    }

    @Test
    void messagesOfAHigherPriorityComeFirst() throws Exception {
        restart("declare: { queues: { ranked: { type: classic, maxPriority: 5 } } }");
        execute("publish", Map.of("destination", "ranked", "body", "low", "priority", 1));
        execute("publish", Map.of("destination", "ranked", "body", "high", "priority", 5));

        assertThat(drain("ranked")).extracting(RabbitMqTest::text).containsExactly("high", "low");
    }

    @Test
    void aMessageExpires() throws Exception {
        execute("publish", Map.of("destination", QUEUE, "body", "x", "expiration", "50ms"));

        await().until(() -> waiting(QUEUE) == 0);
    }

    @Test
    void whatAQueueKeepsForTooLongGoesToItsDeadLetterExchange() throws Exception {
        restart("""
                declare:
                  exchanges: { late: { type: fanout } }
                  queues:
                    offers: { messageTtl: 100ms, deadLetterExchange: late }
                    missed: { bindings: [ { exchange: late } ] }
                """);

        execute("publish", Map.of("destination", "offers", "body", "x"));

        await().until(() -> waiting("missed") == 1);
        assertThat(waiting("offers")).isZero();
        assertThat(drain("missed")).extracting(RabbitMqTest::text).containsExactly("x");
    }

    @Test
    void whatADeclarationSaysIsMade() throws Exception {
        restart("""
                declare:
                  exchanges: { shop: { type: topic } }
                  queues:
                    placed: { messageTtl: 1h, bindings: [ { exchange: shop, key: "order.#" } ] }
                """);

        execute("publish", Map.of("exchange", "shop", "destination", "order.placed", "body", "x"));

        assertThat(drain("placed")).hasSize(1);
        // The same is no failure.
        restart("declare: { queues: { placed: { messageTtl: 1h } } }");
        assertThat(routes().connector().connected()).isTrue();
    }

    @Test
    void whatIsDeclaredIsToldOf() throws Exception {
        assertThat(catchThrowable(this::discover)).hasMessageContaining("'declare'");
        restart("""
                declare:
                  exchanges: { shop: { type: topic } }
                  queues:
                    placed: { bindings: [ { exchange: shop, key: "order.#" } ] }
                """);
        execute("publish", Map.of("exchange", "shop", "destination", "order.placed", "body", "x"));

        await().untilAsserted(() -> assertThat(discover())
                .containsExactly(
                        new DiscoveredResource("exchange", "shop", "topic", List.of()),
                        new DiscoveredResource(
                                "queue",
                                "placed",
                                "messages: 1, consumers: 0",
                                List.of(new DiscoveredResource.Part(
                                        "order.#", "binding", "From the exchange 'shop'.")))));
    }

    private List<DiscoveredResource> discover() throws Exception {
        try {
            return ((DiscoveringConnector) routes().connector().connector())
                    .discover()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (ConnectorException) e.getCause();
        }
    }

    @Test
    void aQueueThatIsThereWithOtherPropertiesStopsTheStartAndSaysWhich() {
        Throwable failure = catchThrowable(
                () -> restart("declare: { queues: { " + QUEUE + ": { type: classic, maxLength: 5 } } }"));

        assertThat(failure).hasStackTraceContaining("'" + QUEUE + "' cannot be declared");
        assertThat(failure).hasStackTraceContaining("x-max-length");
    }

    @Test
    void aRouteMaySetWhatAMessageCarriesByHeaders() throws Exception {
        Exchange sent =
                routes().send("connector:api/publish?destination=" + QUEUE, "hello", Map.of("CamelSeraiKey", "ada"));

        assertThat(sent.getException()).isNull();
        GetResponse message = channel().basicGet(QUEUE, true);
        assertThat(message.getProps().getHeaders().get("serai-key")).hasToString("ada");
        assertThat(message.getProps().getContentType()).startsWith("text/plain");
    }

    @Test
    void textThatIsToBeJsonMustBeJson() throws Exception {
        ConnectorException failure =
                failure("publish", Map.of("destination", QUEUE, "body", "{oops", "format", "json"));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.MESSAGE_INVALID);
        execute("publish", Map.of("destination", QUEUE, "body", "{\"a\":1}", "format", "json"));
        assertThat(text(drain(QUEUE).get(0))).isEqualTo("{\"a\":1}");
    }
}
