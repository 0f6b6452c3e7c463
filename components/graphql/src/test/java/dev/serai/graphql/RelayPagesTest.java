/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.connector.DataRecord;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import dev.serai.testkit.ConnectorRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Relay connections, page by page. */
class RelayPagesTest extends GraphQlServerTest {

    private static final String PATIENT = "    pagination: { pageSize: 2 }\n    retry: { maxRetries: 1, delay: 1ms }\n";

    private static final String OWN = "query ($owner: String!, $first: Int, $after: String) { repository(owner: $owner)"
            + " { issues(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }";

    /** Answers the page after a cursor; the last one when nothing follows. */
    private static void page(String after, String next, String... ids) {
        List<String> edges = new ArrayList<>();
        for (String id : ids) {
            edges.add("{\"cursor\":\"c" + id + "\",\"node\":{\"id\":\"" + id + "\"}}");
        }
        answer(
                after,
                "{\"orders\":{\"edges\":[" + String.join(",", edges) + "],\"totalCount\":5,\"pageInfo\":" + info(next)
                        + "}}");
    }

    private static String info(String next) {
        return next == null
                ? "{\"hasNextPage\":false,\"endCursor\":null}"
                : "{\"hasNextPage\":true,\"endCursor\":\"" + next + "\"}";
    }

    private static void answer(String after, String data) {
        var stub = post(urlPathEqualTo("/v1/graphql"));
        server.answer((after == null
                        ? stub.withRequestBody(matchingJsonPath("$[?(!@.variables.after)]"))
                        : stub.withRequestBody(matchingJsonPath("$.variables[?(@.after == '" + after + "')]")))
                .willReturn(okJson("{\"data\":" + data + "}")));
    }

    private static Map<String, Object> fields(String... names) {
        return Map.of("fields", List.of(names));
    }

    private RecordCursor stream(String resource, Map<String, Object> options, Optional<String> position)
            throws Exception {
        return routes(PATIENT).connector().stream(new StreamRequest(resource, options, position));
    }

    private static List<String> ids(RecordCursor cursor) {
        List<String> ids = new ArrayList<>();
        cursor.forEachRemaining(record -> ids.add(record.id()));
        return ids;
    }

    @Test
    void aStreamReadsEveryPageWithADocumentOfItsOwn() throws Exception {
        page(null, "b", "1", "2");
        page("b", "d", "3", "4");
        page("d", null, "5");
        Map<String, Object> options =
                Map.of("fields", List.of("id", "customer.name"), "arguments", Map.of("status", "open \"now\""));
        assertThat(ids(stream("orders", options, Optional.empty()))).containsExactly("1", "2", "3", "4", "5");
        assertThat(new JsonMapper()
                        .readTree(server.requests().get(0).getBodyAsString())
                        .get("query")
                        .asText()
                        .replaceAll("\\s+", " ")
                        .strip())
                .isEqualTo("query ($first: Int, $after: String) { orders(first: $first, after: $after, status: \"open"
                        + " \\\"now\\\"\") { edges { node { id customer { name } } cursor } pageInfo { hasNextPage"
                        + " endCursor } } }");
    }

    @Test
    void aStreamGoesOnWithinAPage() throws Exception {
        page(null, "b", "1", "2");
        page("b", null, "3");
        List<DataRecord> all = new ArrayList<>();
        stream("orders", fields("id"), Optional.empty()).forEachRemaining(all::add);
        assertThat(all).hasSize(3);
        for (int i = 0; i < 3; i++) {
            stopRoutes();
            assertThat(ids(stream("orders", fields("id"), Optional.of(all.get(i).position()))))
                    .containsExactlyElementsOf(
                            all.subList(i + 1, 3).stream().map(DataRecord::id).toList());
        }
    }

    @Test
    void aDocumentOfOnesOwnWithNodesInsideOthers() throws Exception {
        answer(
                null,
                "{\"repository\":{\"issues\":{\"nodes\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"pageInfo\":" + info("b")
                        + "}}}");
        answer("b", "{\"repository\":{\"issues\":{\"nodes\":[{\"id\":\"3\"}],\"pageInfo\":" + info(null) + "}}}");
        Map<String, Object> options = Map.of("query", OWN, "variables", Map.of("owner", "apache"));
        assertThat(ids(stream("repository.issues", options, Optional.empty()))).containsExactly("1", "2", "3");
        assertThat(server.requests().get(1).getBodyAsString()).satisfies(body -> assertThat(equalToJson(
                                "{\"owner\":\"apache\",\"first\":2,\"after\":\"b\"}")
                        .match(new JsonMapper().readTree(body).get("variables").toString())
                        .isExactMatch())
                .isTrue());
    }

    @Test
    void aFetchGivesAPageItsTotalAndTheNextCursor() throws Exception {
        page(null, "b", "1", "2");
        Exchange exchange = routes(PATIENT)
                .send("connector:api/fetch?resource=orders&fields=id&limit=2&total=true", null, Map.of());
        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of(Map.of("id", "1"), Map.of("id", "2")));
        assertThat(exchange.getMessage().getHeader("CamelSeraiNextCursor")).isEqualTo("b");
        assertThat(exchange.getMessage().getHeader("CamelSeraiTotalCount")).isEqualTo(5L);
        assertThat(server.requests().get(0).getBodyAsString()).contains("totalCount");
    }

    @Test
    void aFetchTakesVariablesFromTheMessage() throws Exception {
        answer("b", "{\"repository\":{\"issues\":{\"nodes\":[],\"pageInfo\":" + info(null) + "}}}");
        String endpoint = "connector:api/fetch?resource=repository.issues&cursor=b&query=RAW(" + OWN + ")";
        assertThat(routes(PATIENT).answer(endpoint, null, Map.of("owner", "apache", "after", "elsewhere")))
                .isEqualTo(List.of());
        assertThat(server.requests().get(0).getBodyAsString())
                .contains("apache")
                .doesNotContain("elsewhere");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "{\"orders\":null} | The reply has no object at 'orders', where the connection should be.",
                "{\"orders\":[]} | The reply has no object at 'orders', where the connection should be; it has a list.",
                "{\"orders\":{\"items\":[]}} | The reply has neither 'edges' nor 'nodes' at 'orders'; it has [items].",
                "{\"orders\":{\"nodes\":[]}} | The reply does not say whether a page follows.",
                "{\"orders\":{\"nodes\":[],\"pageInfo\":{\"hasNextPage\":true}}} | A page follows, but its cursor is not given",
            },
            delimiter = '|')
    void aReplyThatIsNoConnectionSaysWhatIsMissing(String data, String message) throws Exception {
        answer(null, data);
        RecordCursor cursor = stream("orders", fields("id"), Optional.empty());
        assertThatThrownBy(() -> ids(cursor)).hasMessageContaining(message);
    }

    @Test
    void aListThatWouldNeverEndEnds() throws Exception {
        page(null, "b", "1");
        page("b", "b", "2");
        RecordCursor cursor = stream("orders", fields("id"), Optional.empty());
        assertThatThrownBy(() -> ids(cursor)).hasMessageContaining("its cursor is the one of this page");
        page("b", "c", "2");
        page("c", "b", "3");
        stopRoutes();
        RecordCursor circle = stream("orders", fields("id"), Optional.empty());
        assertThatThrownBy(() -> ids(circle)).hasMessageContaining("go round in a circle");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "resource=orders | GraphQL gives no fields that are not asked for.",
                "resource=orders&fields=id&offset=3 | cannot leave out 3 records",
                "resource=orders&fields=id&query=RAW({ a }) | 'query' is the whole document",
                "resource=orders&query=RAW({ a }) | The document has no variables, but needs $after",
                "resource=orders&query=RAW(query ($first: Int) { a }) | The document has $first, but needs $after",
                "resource=orders) { x }&fields=id | is no name of GraphQL",
                "resource=orders&fields=id } | is no name of GraphQL",
                "resource=orders&fields=id&arguments.a b=1 | is no name of GraphQL",
            },
            delimiter = '|')
    void whatCannotBeAskedFor(String options, String message) throws Exception {
        assertThat(routes(PATIENT).failure("connector:api/fetch?" + options, null, Map.of()))
                .hasMessageContaining(message);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aRouteReadsAllRecordsAndGoesOnAfterARestart() throws Exception {
        page(null, "b", "1", "2");
        page("b", null, "3");
        List<Object> seen = new CopyOnWriteArrayList<>();
        ConnectorRoutes routes = routes(PATIENT);
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:api/stream?resource=orders&fields=id&pollInterval=10ms")
                        .routeId("reader")
                        .process(exchange -> seen.add(exchange.getMessage().getHeader("CamelSeraiRecordId")));
            }
        });
        await().until(() -> seen.size() == 3);
        routes.context().getRouteController().stopRoute("reader");
        page("b", "d", "3", "4");
        page("d", null, "5");
        routes.context().getRouteController().startRoute("reader");
        await().until(() -> seen.size() == 5);
        assertThat(seen).containsExactly("1", "2", "3", "4", "5");
    }
}
