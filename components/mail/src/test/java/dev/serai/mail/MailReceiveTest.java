/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.state.MemorySeenKeys;
import jakarta.mail.Flags.Flag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route receives each message once, and what becomes of it on the server follows. */
class MailReceiveTest extends MailTest {

    private final List<Map<String, Object>> came = new CopyOnWriteArrayList<>();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicInteger tries = new AtomicInteger();

    private void receive(String options) throws Exception {
        routes().context().addRoutes(new RouteBuilder() {
            @Override
            @SuppressWarnings("unchecked")
            public void configure() {
                from("connector:api/receive?pollInterval=100ms" + options)
                        .routeId("inbox")
                        .process(exchange -> {
                            tries.incrementAndGet();
                            if (failing.get()) {
                                throw new IllegalStateException("not today");
                            }
                            came.add(exchange.getMessage().getBody(Map.class));
                        });
            }
        });
    }

    private List<Object> subjects() {
        return came.stream().map(message -> message.get("subject")).toList();
    }

    private boolean marked(int message, Flag flag) {
        return server().marks(USER, "INBOX").get(message).contains(flag);
    }

    @Test
    void eachUnseenMessageComesOnceInItsOrderAndIsMarked() throws Exception {
        put(plain("one"));
        put(plain("two"));
        receive("");
        await().until(() -> came.size() == 2);
        put(plain("three"));

        await().until(() -> marked(2, Flag.SEEN));
        assertThat(subjects()).containsExactly("one", "two", "three");
        assertThat(came.get(0))
                .containsEntry("text", "Text of one\r\n")
                .containsEntry("from", List.of("Ada <ada@example.com>"))
                .containsEntry("problems", List.of());
        assertThat(marked(0, Flag.SEEN)).isTrue();
    }

    @Test
    void aMessageIsMovedWhenTheRouteIsDoneWithIt() throws Exception {
        server().createFolder(USER, "Done");
        put(plain("one"));
        receive("&afterSuccess=move&toFolder=Done");

        await().until(() -> server().messages(USER, "Done").size() == 1);
        assertThat(server().messages(USER, "INBOX")).isEmpty();
        assertThat(came).hasSize(1);
    }

    @Test
    void aMessageIsDeletedWhenTheRouteIsDoneWithItAndNoOther() throws Exception {
        put(plain("one"));
        put(plain("other"));
        execute("mark", Map.of("uid", 2, "seen", true));
        receive("&afterSuccess=delete");

        await().until(() -> server().messages(USER, "INBOX").size() == 1);
        assertThat(server().messages(USER, "INBOX").get(0).getSubject()).isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leave", "flag", "seen"})
    void aMessageThatStaysComesOnce(String after) throws Exception {
        put(plain("one"));
        receive("&unseen=false&afterSuccess=" + after);
        await().until(() -> came.size() == 1);
        put(plain("two"));
        await().until(() -> came.size() == 2);
        put(plain("three"));
        await().until(() -> came.size() == 3);

        assertThat(subjects()).containsExactly("one", "two", "three");
        await().until(() -> marked(2, Flag.FLAGGED) == after.equals("flag"));
        assertThat(marked(0, Flag.SEEN)).isEqualTo(after.equals("seen"));
    }

    @Test
    void aMessageThatTheRouteFailsForIsTriedAgainAndHoldsUpNoOther() throws Exception {
        failing.set(true);
        put(plain("one"));
        receive("&attempts=100");
        await().until(() -> tries.get() > 1);
        assertThat(marked(0, Flag.SEEN)).isFalse();

        failing.set(false);

        await().until(() -> marked(0, Flag.SEEN));
        assertThat(subjects()).containsExactly("one");
    }

    @Test
    void aMessageThatTheRouteAlwaysFailsForIsMovedAfterTheLastAttempt() throws Exception {
        server().createFolder(USER, "Failed");
        failing.set(true);
        put(plain("one"));
        receive("&attempts=2&afterFailure=move&failureFolder=Failed");

        await().until(() -> server().messages(USER, "Failed").size() == 1);
        assertThat(tries).hasValue(2);
    }

    @Test
    void aMessageThatIsGivenUpAndLeftDoesNotComeAgain() throws Exception {
        failing.set(true);
        put(plain("one"));
        receive("&attempts=2");
        await().until(() -> tries.get() == 2);
        failing.set(false);
        put(plain("two"));

        await().until(() -> came.size() == 1);
        assertThat(subjects()).containsExactly("two");
        assertThat(marked(0, Flag.SEEN)).isFalse();
    }

    @Test
    void whatAKillKeptFromBeingMarkedIsMarkedLaterWithoutTheRoute() throws Exception {
        MemorySeenKeys keys = new MemorySeenKeys();
        routes().context().getRegistry().bind("keys", keys);
        put(plain("one"));
        // The store knows that the route is done, and the process died before the server was told.
        long validity = (Long) execute("read", Map.of("uid", 1)).metadata().get("uidValidity");
        new ReceivedMessages(keys, "api/receive/INBOX", Duration.ofDays(1)).done(validity, 1);

        receive("");

        await().until(() -> marked(0, Flag.SEEN));
        assertThat(came).isEmpty();
    }

    @Test
    void malformedMessagesComeToTheRouteAndHoldUpNoOther() throws Exception {
        put("From: <<>>, \"\nSubject: bad\n\nx\n");
        put("Subject: nobody\nContent-Type: multipart/mixed\n\nx\n");
        put(plain("good"));
        receive("");

        await().until(() -> marked(2, Flag.SEEN));
        assertThat(subjects()).containsExactly("bad", "nobody", "good");
        assertThat((List<?>) came.get(0).get("problems")).isNotEmpty();
    }

    @Test
    void oneLookGivesNoMoreMessagesThanItMay() throws Exception {
        for (int i = 0; i < 5; i++) {
            put(plain("m" + i));
        }
        receive("&maxMessages=2");

        await().until(() -> came.size() == 5);
        assertThat(subjects()).containsExactly("m0", "m1", "m2", "m3", "m4");
    }

    @Test
    void theConsumerGoesOnAfterTheServerWasAway() throws Exception {
        receive("");
        put(plain("one"));
        await().until(() -> came.size() == 1);
        server().stop();
        put(plain("two"));
        server().startAgain();

        await().until(() -> came.size() == 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&afterSuccess=move",
                "&toFolder=Done",
                "&afterFailure=move",
                "&afterSuccess=move&toFolder=INBOX",
                "&folder=RAW(a%b)",
                "&filters.colour=red"
            })
    void optionsThatDoNotFitStopTheStart(String options) {
        ConnectorException failure = Assertions.catchThrowableOfType(ConnectorException.class, () -> {
            try {
                receive(options);
            } catch (Exception e) {
                Throwable cause = e;
                while (cause != null && !(cause instanceof ConnectorException)) {
                    cause = cause.getCause();
                }
                throw cause == null ? e : (ConnectorException) cause;
            }
        });

        assertThat(failure).isNotNull();
        assertThat(failure.operation()).isEqualTo("receive");
    }

    @Test
    void twoRoutesDoNotShareOneReader() throws Exception {
        receive("");
        assertThat(Assertions.catchThrowable(() -> routes().context().addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("connector:api/receive?pollInterval=1s").to("log:x");
                    }
                })))
                .hasStackTraceContaining("'reader'");
    }
}
