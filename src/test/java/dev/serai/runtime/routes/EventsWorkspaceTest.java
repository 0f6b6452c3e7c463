/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.runtime.durability.DurableExecution;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The workspace {@code routes/events} runs, an event starts a workflow once, and the Kamelets do as its routes do. */
class EventsWorkspaceTest extends ExampleTest {

    /** Publishes one event twice. */
    private static final String TWICE = """
            - route:
                from:
                  uri: platform-http:/twice
                  steps:
                    - setBody: { constant: '{"number": "O-8", "total": 1}' }
                    - loop:
                        constant: "2"
                        steps:
                          - to:
                              uri: connector:shop-events/publish
                              parameters: { type: order.placed, id: event-8, format: json }
                          - setBody: { constant: '{"number": "O-8", "total": 1}' }
            """;

    private static final String KAMELETS = """
            - route:
                from:
                  uri: platform-http:/kamelet
                  steps:
                    - setBody: { constant: 120 }
                    - to:
                        uri: kamelet:serai-event-sink
                        parameters: { connector: shop-events, type: parcel.sent, key: k }
                    - setBody: { constant: sent }
            - route:
                from:
                  uri: kamelet:serai-event-source
                  parameters: { connector: shop-events, subscriber: parcels, types: "parcel.*", filter: "${body} > 100" }
                  steps:
                    - to:
                        uri: kamelet:serai-event-sink
                        parameters: { connector: shop-events, type: customer.told }
            """;

    EventsWorkspaceTest() {
        super("events", new DurableExecution());
    }

    @Test
    void anOrderIsToldToWhomItConcerns() throws Exception {
        start();
        assertThat(post("/orders", "{\"number\": \"O-7\", \"total\": 120}").statusCode())
                .isEqualTo(202);
        assertThat(post("/orders", "{\"number\": \"O-8\", \"total\": 7}").body())
                .contains("\"source\":\"/shop\"");

        // Two orders, and the invoice for each.
        await().until(() -> count("diary", "processed") == 4);
        await().until(() -> count("looking", "processed") == 1 && count("looking", "filtered") == 1);
        assertThat(count("billing", "processed")).isEqualTo(2);
    }

    @Test
    void whatCannotBeHandledIsPutAsideAndHandledAgain() throws Exception {
        start();
        assertThat(post("/orders", "{\"number\": \"\", \"total\": 100}").statusCode())
                .isEqualTo(202);

        await().until(() -> count("looking", "deadLettersKept") == 1);
        assertThat(get("/dead-letters/looking").body())
                .contains("The order has no number.", "\"retryCount\":2", "\"type\":\"order.placed\"", "failedAt");
        assertThat(count("looking", "failed")).isEqualTo(3);
        assertThat(post("/dead-letters/looking", "").body()).isEqualTo("1");
        await().until(() -> count("looking", "failed") == 6 && count("looking", "deadLettersKept") == 1);
    }

    @Test
    void anEventThatComesTwiceStartsItsWorkflowOnce() throws Exception {
        write("twice.camel.yaml", TWICE);
        start();
        assertThat(get("/twice").statusCode()).isEqualTo(200);

        await().until(() -> count("billing", "processed") == 2);
        // The event came twice, and its invoice once.
        await().until(() -> count("diary", "processed") == 3);
        await().until(() -> count("diary", "waiting") == 0);
        assertThat(count("diary", "processed")).isEqualTo(3);
    }

    @Test
    void theKameletsDoTheSame() throws Exception {
        write("kamelets.camel.yaml", KAMELETS);
        start();
        assertThat(get("/kamelet").statusCode()).isEqualTo(200);

        await().until(() -> count("parcels", "processed") == 1);
        await().until(() -> count("diary", "processed") == 2);
    }

    private long count(String subscriber, String what) throws IOException, InterruptedException {
        JsonNode found =
                JsonMapper.builder().build().readTree(get("/subscribers").body());
        for (JsonNode row : found.get("subscribers")) {
            if (row.get("subscriber").asText().equals(subscriber)) {
                return row.get(what).asLong();
            }
        }
        throw new AssertionError("There is no subscriber '" + subscriber + "' in " + found);
    }
}
