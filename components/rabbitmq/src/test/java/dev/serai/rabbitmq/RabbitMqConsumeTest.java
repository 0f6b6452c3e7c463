/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import dev.serai.connector.ConnectorException;
import dev.serai.messaging.MessagingErrors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages that a call takes come again until they are settled. */
class RabbitMqConsumeTest extends RabbitMqTest {

    @Test
    void whatIsAcknowledgedIsGoneAndWhatIsNotComesAgain() throws Exception {
        put(QUEUE, "ada", "one", "{\"n\":1}");
        put(QUEUE, null, "two", "2");
        List<Map<String, Object>> messages = consume(Map.of());
        assertThat(messages).extracting(row -> row.get("messageId")).containsExactly("one", "two");
        assertThat(messages.get(0))
                .containsEntry("body", Map.of("n", 1))
                .containsEntry("key", "ada")
                .containsEntry("redelivered", false);

        assertThat(execute("ack", Map.of("handle", messages.get(0).get("handle")))
                        .output())
                .isEqualTo(1);
        assertThat(execute("nack", Map.of("handle", List.of(messages.get(1)))).output())
                .isEqualTo(1);

        List<Map<String, Object>> again = consume(Map.of());
        assertThat(again).hasSize(1);
        assertThat(again.get(0)).containsEntry("messageId", "two").containsEntry("redelivered", true);
    }

    @Test
    void whatIsNotRequeuedGoesWhereTheQueueSays() throws Exception {
        declare("strict", Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", DEAD));
        put("strict", null, "one", "1");
        Object handle = consume(Map.of("source", "strict")).get(0).get("handle");

        execute("nack", Map.of("handle", handle, "requeue", false));

        await().until(() -> waiting(DEAD) == 1);
        assertThat(waiting("strict")).isZero();
    }

    @Test
    void aHandleIsGoodOnce() throws Exception {
        put(QUEUE, null, "one", "1");
        Object handle = consume(Map.of()).get(0).get("handle");
        execute("ack", Map.of("handle", handle));

        ConnectorException failure = failure("ack", Map.of("handle", handle));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.HANDLE_UNKNOWN);
        assertThat(failure.getMessage()).contains("settled before");
    }

    @Test
    void whatIsHeldComesAgainWhenTheConnectorIsGone() throws Exception {
        put(QUEUE, null, "one", "1");
        assertThat(consume(Map.of())).hasSize(1);
        assertThat(waiting(QUEUE)).isZero();

        restart("");

        await().until(() -> waiting(QUEUE) == 1);
    }

    @Test
    void noMoreIsTakenThanWasAskedFor() throws Exception {
        for (int i = 0; i < 5; i++) {
            put(QUEUE, null, "m" + i, "1");
        }
        await().until(() -> waiting(QUEUE) == 5);

        assertThat(consume(Map.of("max", 3, "autoAcknowledge", true))).hasSize(3);
        await().until(() -> waiting(QUEUE) == 2);
    }

    @Test
    void anEmptyQueueGivesNothingAfterTheWait() {
        assertThat(consume(Map.of("wait", "100ms"))).isEmpty();
    }

    @Test
    void aBodyThatCannotBeReadIsAProblemOfItsMessageAlone() throws Exception {
        put(QUEUE, null, "bad", "{oops");
        put(QUEUE, null, "good", "1");

        List<Map<String, Object>> messages = consume(Map.of("autoAcknowledge", true));

        assertThat(messages.get(0)).containsKey("raw").doesNotContainKey("body");
        assertThat((String) messages.get(0).get("problem")).contains("not JSON");
        assertThat(messages.get(1)).containsEntry("body", 1);
    }

    @Test
    void aQueueThatIsMissingIsAFailureThatNamesIt() {
        ConnectorException failure = failure("consume", Map.of("source", "missing"));

        assertThat(failure.errorCode()).isEqualTo(MessagingErrors.NOT_FOUND);
        assertThat(failure.getMessage()).contains("'missing'");
    }

    @Test
    void deadLettersAreSentBackToWhereTheyCameFrom() throws Exception {
        route("connector:api/subscribe?source=" + QUEUE + "&deadLetter=" + DEAD + "&attempts=1", exchange -> {
            throw new IllegalStateException("not today");
        });
        put(QUEUE, "ada", "one", "{\"n\":1}");
        await().until(() -> waiting(DEAD) == 1);
        routes().context().getRouteController().stopRoute("orders-route");
        put(DEAD, null, "stranger", "1");

        assertThat(execute("replay", Map.of("source", DEAD, "wait", "300ms")).output())
                .isEqualTo(1);

        GetResponse message = channel().basicGet(QUEUE, true);
        assertThat(text(message)).isEqualTo("{\"n\":1}");
        assertThat(message.getProps().getMessageId()).isEqualTo("one");
        assertThat(message.getProps().getHeaders()).containsOnlyKeys("serai-key");
        await().until(() -> waiting(DEAD) == 1);
        assertThat(drain(DEAD).get(0).getProps().getMessageId()).isEqualTo("stranger");
    }
}
