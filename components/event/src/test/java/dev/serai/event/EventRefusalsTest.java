/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.serai.connector.ConnectorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be is refused, and the refusal says what to write. */
class EventRefusalsTest {

    @TempDir
    private Path folder;

    private ConnectorException refused(Map<String, Object> input) throws Exception {
        try (EventRoutes routes = EventRoutes.inMemory(folder)) {
            return routes.failure("publish", input);
        }
    }

    @Test
    void anEventNeedsAType() throws Exception {
        ConnectorException failure = refused(Map.of("data", 1));

        assertThat(failure.code()).isEqualTo("SERAI-CONNECTOR-005");
        assertThat(failure.getMessage()).contains("'type' is missing", "order.placed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order placed", " ", "order\tplaced", "order.*", ""})
    void aTypeIsANameWithoutBlanksAndStars(String type) throws Exception {
        ConnectorException failure = refused(Map.of("type", type));

        assertThat(failure.code()).isEqualTo("SERAI-EVENT-001");
        assertThat(failure.getMessage()).contains("'" + type + "'", "order.placed");
    }

    @Test
    void aTypeIsShort() throws Exception {
        assertThat(refused(Map.of("type", "x".repeat(256))).getMessage()).contains("256 characters", "255");
    }

    @Test
    void attributesAreWhatCloudEventsSays() throws Exception {
        Map<String, Map<String, Object>> wrong = Map.of(
                "'source'", Map.of("source", "not a uri"),
                "'time'", Map.of("time", "yesterday"),
                "'dataSchema'", Map.of("dataSchema", "a b"),
                "'Not-A-Name'", Map.of("extensions", Map.of("Not-A-Name", "x")),
                "'list'", Map.of("extensions", Map.of("list", List.of(1))),
                "As JSON it is wrong", Map.of("dataContentType", "application/json"));
        for (Map.Entry<String, Map<String, Object>> one : wrong.entrySet()) {
            Map<String, Object> input = new HashMap<>(one.getValue());
            input.put("type", "order.placed");
            input.put("data", "text");

            assertThat(refused(input).getMessage()).contains(one.getKey());
        }
    }

    @Test
    void aBatchIsAListOfNotTooMany() throws Exception {
        assertThat(refused(Map.of("type", "n", "batch", true, "data", 7)).getMessage())
                .contains("list");
        assertThat(refused(Map.of("type", "n", "batch", true)).getMessage()).contains("list");
        assertThat(refused(Map.of("type", "n", "batch", true, "data", new ArrayList<>(Collections.nCopies(10_001, 1))))
                        .getMessage())
                .contains("10001", "10000");
    }

    @Test
    void whatIsHandledIsAnEvent() throws Exception {
        try (EventRoutes routes = EventRoutes.inMemory(folder)) {
            for (Object event : Arrays.asList(Map.of("data", 1), "{oops", "[]", 7, "{\"specversion\":\"1.0\"}")) {
                ConnectorException failure = routes.failure("handle", Map.of("event", event));
                assertThat(failure).as("%s", event).isNotNull();
                assertThat(failure.recoverable()).isFalse();
                assertThat(failure.getMessage()).contains("event");
            }
        }
    }

    private String startFailure(String... options) throws Exception {
        try (EventRoutes routes = new EventRoutes(folder, "", Map.of())) {
            routes.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    for (String one : options) {
                        from("connector:bus/subscribe?" + one).to("log:x");
                    }
                }
            });
            return message(catchThrowable(routes::start));
        }
    }

    private static String message(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof ConnectorException)) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    @Test
    void aSubscriberNeedsAName() throws Exception {
        assertThat(startFailure("types=order.*")).contains("'subscriber' is missing");
        assertThat(startFailure("subscriber=RAW(a b)")).contains("'a b'", "SERAI-EVENT-002");
        assertThat(startFailure("subscriber=a.dead")).contains("'a.dead'", "SERAI-EVENT-002");
    }

    @Test
    void noTwoSubscribersHaveTheSameName() throws Exception {
        assertThat(startFailure("subscriber=a&types=x", "subscriber=a&types=y"))
                .contains("SERAI-EVENT-003", "'a'", "'subscriber'");
    }

    @Test
    void aNameThatARouteHasIsTakenForCallsToo() throws Exception {
        try (EventRoutes routes = EventRoutes.inMemory(folder)) {
            routes.subscribe("a", Map.of(), exchange -> {});

            ConnectorException failure = routes.failure("subscribeFor", Map.of("subscriber", "a", "handler", "log:a"));

            assertThat(failure.code()).isEqualTo("SERAI-EVENT-003");
            assertThat(routes.counts("a")).containsEntry("running", true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAW(${body[total] > 100)", "RAW(${body} >)", "RAW(${nosuch:function:x)"})
    void aFilterThatIsNoExpressionStopsTheStart(String filter) throws Exception {
        assertThat(startFailure("subscriber=a&filter=" + filter)).contains("SERAI-EVENT-002", "simple", "filter");
    }

    @Test
    void aFilterThatIsNoJsonPathStopsTheStart() throws Exception {
        assertThat(startFailure("subscriber=a&filterLanguage=jsonpath&filter=RAW($[?(@.total >)"))
                .contains("SERAI-EVENT-002", "jsonpath", "filter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order.*.placed", "*order", "a,,b", "or der"})
    void patternsOfTypesHaveTheirStarAtTheEnd(String types) throws Exception {
        assertThat(startFailure("subscriber=a&types=RAW(" + types + ")"))
                .contains("SERAI-EVENT-002", "'types'", "order.*");
    }

    @Test
    void anUnknownOverflowRuleIsRefused() throws Exception {
        assertThat(startFailure("subscriber=a&overflow=explode")).contains("overflow", "deadLetter, dropOldest");
    }

    @Test
    void aSubscriberThatIsNotThereIsRefused() throws Exception {
        try (EventRoutes routes = EventRoutes.inMemory(folder)) {
            routes.subscribe("billing", Map.of(), exchange -> {});
            for (String operation : List.of("deadLetters", "replay", "inspect")) {
                ConnectorException failure = routes.failure(operation, Map.of("subscriber", "biling"));
                assertThat(failure.code()).isEqualTo("SERAI-EVENT-004");
                assertThat(failure.getMessage()).contains("'biling'", "billing");
            }
        }
    }

    @Test
    void aTimeThatIsLongerThanTheCallIsRefused() throws Exception {
        try (EventRoutes routes = EventRoutes.inMemory(folder)) {
            ConnectorException failure =
                    routes.failure("subscribeFor", Map.of("subscriber", "a", "handler", "log:a", "duration", "10m"));

            assertThat(failure.getMessage()).contains("600000 ms", "'timeout'", "300000 ms");
        }
    }

    @Test
    void aHandlerIsAnEndpoint() throws Exception {
        try (EventRoutes routes = EventRoutes.inMemory(folder)) {
            ConnectorException failure =
                    routes.failure("subscribeFor", Map.of("subscriber", "a", "handler", "nosuch:thing"));

            assertThat(failure.getMessage()).contains("'nosuch:thing'", "direct:order");
        }
    }

    private String declared(String declaration) {
        return message(catchThrowable(() -> {
            try (EventRoutes routes = new EventRoutes(folder, declaration, Map.of())) {
                routes.start();
            }
        }));
    }

    @Test
    void aDurableBusNeedsAStore() {
        assertThat(declared("durable: true")).contains("SERAI-EVENT-007", "'durable'", "EventLog");
    }

    @Test
    void whatABusIsOverIsAConnectorOfABroker() {
        assertThat(declared("over: nobody")).contains("SERAI-EVENT-007", "'over' is 'nobody'", "no connector named");
        assertThat(declared("over: bus")).contains("SERAI-EVENT-007", "'bus'", "type event", "kafka or rabbitmq");
    }

    @Test
    void theOptionsOfADeclarationFitEachOther() {
        assertThat(declared("durable: true\nover: mq")).contains("'durable'", "'over'");
        assertThat(declared("topic: shop")).contains("'topic'", "'over'");
        assertThat(declared("mode: structured")).contains("'mode'", "'over'");
        assertThat(declared("defaultSource: \"not a uri\"")).contains("'defaultSource'", "/shop/orders");
    }
}
