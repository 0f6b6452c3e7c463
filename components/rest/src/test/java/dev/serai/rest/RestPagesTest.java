/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import dev.serai.testkit.ConnectorRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists that come page by page. */
class RestPagesTest extends RestServerTest {

    private static final String PATIENT = "    retry: { maxRetries: 2, delay: 1ms }\n";

    /** Three pages of a list of five, by each strategy. */
    @ParameterizedTest
    @CsvSource(
            value = {
                "{ strategy: offset, pageSize: 2 } | offset=0&limit=2 offset=2&limit=2 offset=4&limit=2",
                "{ strategy: offset, pageSize: 2, offsetParameter: skip, sizeParameter: take } | skip=0&take=2 skip=2&take=2 skip=4&take=2",
                "{ strategy: page, pageSize: 2 } | page=1&per_page=2 page=2&per_page=2 page=3&per_page=2",
                "{ strategy: page, pageSize: 2, firstPage: 0 } | page=0&per_page=2 page=1&per_page=2 page=2&per_page=2",
            },
            delimiter = '|')
    void pagesThatAreCounted(String pagination, String queries) throws Exception {
        String[] asked = queries.split(" ", -1);
        for (int i = 0; i < asked.length; i++) {
            server.answer(page(asked[i], okJson(items(i))));
        }
        assertThat(ids(stream(pagination, Optional.empty()))).containsExactly("1", "2", "3", "4", "5");
        assertThat(server.requests())
                .extracting(request -> request.getUrl().substring("/v1/things?".length()))
                .containsExactly(asked);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "{ strategy: cursor, recordsPath: $.items, pageSize: 2 } | {\"items\":%s,\"next_cursor\":%s} | ",
                "{ strategy: cursor, recordsPath: $.items, cursorPath: $.meta.after, cursorParameter: cursor, pageSize: 2 } | {\"items\":%s,\"meta\":{\"after\":%s}} | ",
                "{ strategy: cursor, cursorHeader: X-Next, pageSize: 2 } | %s | X-Next",
            },
            delimiter = '|')
    void pagesThatNameTheNextOne(String pagination, String body, String header) throws Exception {
        String[] cursors = {null, "b==", "c", null};
        for (int i = 0; i < 3; i++) {
            String next = cursors[i + 1];
            ResponseDefinitionBuilder answer =
                    okJson(String.format(body, items(i), next == null ? "null" : "\"" + next + "\""));
            if (header != null && next != null) {
                answer.withHeader(header, next);
            }
            server.answer(get(urlPathEqualTo("/v1/things"))
                    .withQueryParam("cursor", cursors[i] == null ? absent() : equalTo(cursors[i]))
                    .willReturn(answer));
        }
        assertThat(ids(stream(pagination, Optional.empty()))).containsExactly("1", "2", "3", "4", "5");
    }

    @ParameterizedTest
    @CsvSource({"link", "nextUrl"})
    void pagesThatLinkToTheNextOne(String strategy) throws Exception {
        for (int i = 0; i < 3; i++) {
            String next = i == 2 ? null : "?after=" + (i + 1);
            boolean link = strategy.equals("link");
            ResponseDefinitionBuilder answer = okJson(
                    link
                            ? items(i)
                            : "{\"list\":" + items(i) + ",\"next\":" + (next == null ? "null" : "\"" + next + "\"")
                                    + "}");
            if (link && next != null) {
                answer.withHeader("Link", "</v1/things>; rel=\"first\", <" + next + ">; title=\"a, b\"; rel=\"next\"");
            }
            server.answer(get(urlPathEqualTo("/v1/things"))
                    .withQueryParam("after", i == 0 ? absent() : equalTo("" + i))
                    .willReturn(answer));
        }
        String pagination =
                strategy.equals("link") ? "{ strategy: link }" : "{ strategy: nextUrl, recordsPath: $.list }";
        assertThat(ids(stream(pagination, Optional.empty()))).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void aStreamGoesOnWithinAPageAndFindsWhatWasAddedToTheLast() throws Exception {
        for (int i = 0; i < 3; i++) {
            server.answer(page("offset=" + 2 * i + "&limit=2", okJson(items(i))));
        }
        String pagination = "{ strategy: offset, pageSize: 2 }";
        List<DataRecord> all = records(stream(pagination, Optional.empty()));
        for (int i = 0; i < all.size(); i++) {
            stopRoutes();
            assertThat(ids(stream(pagination, Optional.of(all.get(i).position()))))
                    .as("after %s", all.get(i).id())
                    .containsExactlyElementsOf(
                            all.subList(i + 1, 5).stream().map(DataRecord::id).toList());
        }
        server.answer(page("offset=4&limit=2", okJson("[{\"id\":5},{\"id\":6}]")));
        server.answer(page("offset=6&limit=2", okJson("[]")));
        stopRoutes();
        assertThat(ids(stream(pagination, Optional.of(all.get(4).position())))).containsExactly("6");
    }

    @Test
    void aPageThatFailsIsTriedAgainAlone() throws Exception {
        server.answer(page("offset=0&limit=2", okJson(items(0))));
        server.answerInTurn("/v1/things", okJson(items(0)), serverError(), serverError(), okJson(items(2)));
        assertThat(ids(stream("{ strategy: offset, pageSize: 2 }", Optional.empty())))
                .containsExactly("1", "2", "5");
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void aListThatWouldNeverEndEnds() throws Exception {
        server.answer(get(urlPathEqualTo("/v1/things"))
                .willReturn(okJson("{\"items\":[{\"id\":1}],\"next_cursor\":\"same\"}")));
        RecordCursor cursor = stream("{ strategy: cursor, recordsPath: $.items }", Optional.empty());
        assertThatThrownBy(() -> ids(cursor))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("names itself as the next one");
        assertThat(server.requests()).hasSizeLessThan(4);
    }

    @Test
    void pagesThatGoRoundInACircleEnd() throws Exception {
        for (String[] turn : new String[][] {{null, "a"}, {"a", "b"}, {"b", "a"}}) {
            server.answer(get(urlPathEqualTo("/v1/things"))
                    .withQueryParam("cursor", turn[0] == null ? absent() : equalTo(turn[0]))
                    .willReturn(okJson("{\"items\":[{\"id\":1}],\"next_cursor\":\"" + turn[1] + "\"}")));
        }
        RecordCursor cursor = stream("{ strategy: cursor, recordsPath: $.items }", Optional.empty());
        assertThatThrownBy(() -> ids(cursor)).hasMessageContaining("go round in a circle");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aQueryThatIsTextKeepsItsParameters() throws Exception {
        server.answer(get(urlPathEqualTo("/v1/things")).willReturn(okJson("[]")));
        routes(pagination("{ strategy: offset }"))
                .answer("connector:api/fetch?resource=/things&query=status=open", null, Map.of());
        assertThat(server.requests().get(0).getUrl()).isEqualTo("/v1/things?status=open&offset=0&limit=100");
    }

    @Test
    void aParameterOfTheResourceTakesTheValueOfAHeader() throws Exception {
        server.answer(get(urlPathEqualTo("/v1/shops/north/things")).willReturn(okJson("[{\"id\":1}]")));
        assertThat(routes(pagination("{ strategy: offset }"))
                        .answer(
                                "connector:api/fetch?resource=RAW(/shops/{shop}/things)",
                                null,
                                Map.of("shop", "north")))
                .isEqualTo(List.of(Map.of("id", 1)));
    }

    @Test
    void aNextPageElsewhereIsNotAskedFor() throws Exception {
        server.answer(get(urlPathEqualTo("/v1/things"))
                .willReturn(okJson("{\"list\":[{\"id\":1}],\"next\":\"http://evil.example/x\"}")));
        RecordCursor cursor = stream("{ strategy: nextUrl, recordsPath: $.list }", Optional.empty());
        assertThatThrownBy(() -> ids(cursor)).hasMessageContaining("The link to 'http://evil.example' leaves");
    }

    @Test
    void aReplyWithoutAListSaysWhatItHas() throws Exception {
        server.answer(get(urlPathEqualTo("/v1/things")).willReturn(okJson("{\"data\":[]}")));
        assertThatThrownBy(() -> ids(stream("{ recordsPath: $.items }", Optional.empty())))
                .hasMessageContaining("The reply has no list at '$.items'; it has [data].");
    }

    @Test
    void fetchGivesOnePageItsTotalAndTheNextCursor() throws Exception {
        server.answer(page("limit=2&cursor=0", okJson("{}")));
        server.answer(get(urlPathEqualTo("/v1/things"))
                .willReturn(okJson("{\"items\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"count\":5}")));
        FetchResponse page = routes(pagination("{ strategy: offset, recordsPath: $.items, totalPath: $.count }"))
                .connector()
                .fetch(new FetchRequest(
                        "/things",
                        List.of(),
                        List.of(),
                        List.of(),
                        new FetchRequest.Pagination(2, 2, Optional.empty(), true),
                        Map.of("query", Map.of("status", "open"))));
        assertThat(page.records()).extracting(DataRecord::id).containsExactly("a", "b");
        assertThat(page.total()).hasValue(5);
        assertThat(page.nextCursor()).contains("4");
        assertThat(server.requests().get(0).getUrl()).isEqualTo("/v1/things?status=open&offset=2&limit=2");
    }

    @Test
    void aRouteReadsAllRecordsAndGoesOnAfterARestart() throws Exception {
        for (int i = 0; i < 3; i++) {
            server.answer(page("offset=" + 2 * i + "&limit=2", okJson(items(i))));
        }
        List<Object> seen = new CopyOnWriteArrayList<>();
        ConnectorRoutes routes = routes(pagination("{ strategy: offset, pageSize: 2 }"));
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:api/stream?resource=/things&pollInterval=10ms")
                        .routeId("reader")
                        .process(exchange -> seen.add(exchange.getMessage().getHeader("CamelSeraiRecordId")));
            }
        });
        await().until(() -> seen.size() == 5);
        routes.context().getRouteController().stopRoute("reader");
        server.answer(page("offset=4&limit=2", okJson("[{\"id\":5},{\"id\":6}]")));
        server.answer(page("offset=6&limit=2", okJson("[]")));
        routes.context().getRouteController().startRoute("reader");
        await().until(() -> seen.size() == 6);
        assertThat(seen).containsExactly("1", "2", "3", "4", "5", "6");
    }

    private String pagination(String pagination) {
        return PATIENT + "    pagination: " + pagination + "\n";
    }

    private RecordCursor stream(String pagination, Optional<String> position) throws Exception {
        return routes(pagination(pagination)).connector().stream(new StreamRequest("/things", Map.of(), position));
    }

    private static List<String> ids(RecordCursor cursor) {
        return records(cursor).stream().map(DataRecord::id).toList();
    }

    private static List<DataRecord> records(RecordCursor cursor) {
        List<DataRecord> records = new ArrayList<>();
        cursor.forEachRemaining(records::add);
        return records;
    }

    private static MappingBuilder page(String query, ResponseDefinitionBuilder answer) {
        MappingBuilder stub = get(urlPathEqualTo("/v1/things"));
        for (String pair : List.of(query.split("&", -1))) {
            int mark = pair.indexOf('=');
            stub.withQueryParam(pair.substring(0, mark), equalTo(pair.substring(mark + 1)));
        }
        return stub.willReturn(answer);
    }

    /** Two records, two, and one. */
    private static String items(int page) {
        return switch (page) {
            case 0 -> "[{\"id\":1},{\"id\":2}]";
            case 1 -> "[{\"id\":3},{\"id\":4}]";
            default -> "[{\"id\":5}]";
        };
    }
}
