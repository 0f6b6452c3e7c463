/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.http.HttpErrors;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.NodePeerTest;
import dev.serai.testkit.NodeServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Before json-server, a public server with pages by {@code Link}, offset and number. */
class RestPeerTest extends NodePeerTest {

    /** What the server has as it starts. */
    private static final int ARTICLES = 345;

    @ParameterizedTest
    @CsvSource(
            value = {
                "{ strategy: link } | &query._page=1&query._limit=50",
                "{ strategy: offset, offsetParameter: _start, sizeParameter: _limit, pageSize: 50 } | ''",
                "{ strategy: page, pageParameter: _page, sizeParameter: _limit, pageSize: 50 } | ''",
                // The last page is full: that no further one follows is said by an empty one.
                "{ strategy: offset, offsetParameter: _start, sizeParameter: _limit, pageSize: 69 } | ''",
                "{ strategy: none } | ''",
            },
            delimiter = '|')
    void aRouteReadsAllRecords(String pagination, String query) throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>();
        read(pagination, "/articles" + query + "&query.id_lte=" + ARTICLES, seen);
        await().until(() -> seen.size() >= ARTICLES);

        assertThat(seen).isEqualTo(ids());
    }

    @Test
    void aStreamGoesOnBehindWhatItReadAfterARestart() throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>();
        read("{ strategy: offset, offsetParameter: _start, sizeParameter: _limit, pageSize: 100 }", "/articles", seen);
        await().until(() -> seen.size() >= ARTICLES);
        routes.context().getRouteController().stopRoute("reader");
        Object id = map(call("POST?endpoint=/articles", Map.of("name", "Late")).getBody())
                .get("id");
        try {
            routes.context().getRouteController().startRoute("reader");
            await().until(() -> seen.size() > ARTICLES);
        } finally {
            call("DELETE?endpoint=/articles/" + id, null);
        }

        assertThat(seen.subList(0, ARTICLES)).isEqualTo(ids());
        assertThat(seen.subList(ARTICLES, seen.size())).containsExactly("" + id);
    }

    @Test
    void fetchGivesOnePageAndTheCursorOfTheNext() throws Exception {
        start("    pagination: { strategy: offset, offsetParameter: _start, sizeParameter: _limit }\n");
        Exchange page =
                routes.send("connector:api/fetch?resource=/articles&limit=3&offset=10&query.kind=tea", null, Map.of());

        assertThat(page.getException()).isNull();
        assertThat(page.getMessage().getBody())
                .isEqualTo(List.of(article(31, "tea"), article(34, "tea"), article(37, "tea")));
        assertThat(page.getMessage().getHeader("CamelSeraiNextCursor")).isEqualTo("13");
        Exchange next =
                routes.send("connector:api/fetch?resource=/articles&limit=3&cursor=13&query.kind=tea", null, Map.of());
        assertThat(next.getMessage().getBody())
                .isEqualTo(List.of(article(40, "tea"), article(43, "tea"), article(46, "tea")));
    }

    @Test
    void aLinkIsTheCursorOfTheNextPage() throws Exception {
        start("    pagination: { strategy: link }\n");
        String fetch = "connector:api/fetch?resource=/articles&query._page=2&query._limit=2&limit=2";
        Exchange page = routes.send(fetch, null, Map.of());
        Object cursor = page.getMessage().getHeader("CamelSeraiNextCursor");
        Exchange next = routes.send(fetch, null, Map.of("CamelSeraiCursor", cursor));

        assertThat(page.getMessage().getBody()).isEqualTo(List.of(article(3, "coffee"), article(4, "tea")));
        assertThat(next.getMessage().getBody()).isEqualTo(List.of(article(5, "coffee"), article(6, "coffee")));
    }

    @Test
    void aRecordIsCreatedChangedReplacedAndDeleted() throws Exception {
        start("");
        Exchange created = routes.send(
                "connector:api/POST?endpoint=/articles", Map.of("name", "Grüner Tee", "price", 2.5), Map.of());
        assertThat(created.getException()).isNull();
        assertThat(created.getMessage().getHeader("CamelSeraiStatus")).isEqualTo(201);
        Object id = map(created.getMessage().getBody()).get("id");
        String article = "?endpoint=/articles/" + id;
        assertThat(map(created.getMessage().getHeader("CamelSeraiResponseHeaders")))
                .hasEntrySatisfying(
                        "Location", at -> assertThat(at).isEqualTo("http://" + server.address() + "/articles/" + id));

        assertThat(map(call("PATCH" + article, Map.of("price", 3)).getBody()))
                .containsEntry("name", "Grüner Tee")
                .containsEntry("price", 3);
        assertThat(map(call("GET" + article, null).getBody())).containsEntry("price", 3);
        assertThat(call("PUT" + article, Map.of("name", "Matcha")).getBody())
                .isEqualTo(Map.of("id", id, "name", "Matcha"));
        assertThat(call("DELETE" + article, null).getHeader("CamelSeraiStatus")).isEqualTo(200);
        assertThat(routes.failure("connector:api/GET" + article, null, Map.of()).errorCode())
                .isEqualTo(HttpErrors.REFUSED);
    }

    @Test
    void headersOfAReplyComeWithIt() throws Exception {
        start("");
        assertThat(map(call("HEAD?endpoint=/articles&query._limit=1&query.id_lte=" + ARTICLES, null)
                        .getHeader("CamelSeraiResponseHeaders")))
                .containsEntry("X-Total-Count", "" + ARTICLES);
    }

    @Test
    void whatIsNotThereIsAFailureThatSaysWhere() throws Exception {
        start("");
        ConnectorException failure = routes.failure("connector:api/GET?endpoint=/articles/99999", null, Map.of());

        assertThat(failure.errorCode()).isEqualTo(HttpErrors.REFUSED);
        assertThat(failure.errorCode().category()).isEqualTo(ErrorCategory.REMOTE);
        assertThat(failure).hasMessageContaining("404 Not Found to GET /articles/99999");
    }

    @Test
    void theServerIsUpUntilItStops() throws Exception {
        NodeServer mortal = NodeServer.start(RestPeerTest.class);
        routes = ConnectorRoutes.start(
                folder, "rest", "    connection: { url: \"http://" + mortal.address() + "\" }\n", Map.of());
        assertThat(routes.connector().connector().healthCheck().up()).isTrue();
        mortal.close();

        assertThat(routes.connector().connector().healthCheck().up()).isFalse();
    }

    private void start(String further) throws Exception {
        routes = ConnectorRoutes.start(
                folder, "rest", "    connection: { url: \"http://" + server.address() + "\" }\n" + further, Map.of());
    }

    private Message call(String endpoint, Object body) throws Exception {
        Exchange exchange = routes.send("connector:api/" + endpoint, body, Map.of());
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage();
    }

    private void read(String pagination, String resource, List<Object> seen) throws Exception {
        start("    pagination: " + pagination + "\n");
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:api/stream?pollInterval=10ms&resource=" + resource)
                        .routeId("reader")
                        .process(exchange -> seen.add(exchange.getMessage().getHeader("CamelSeraiRecordId")));
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object reply) {
        return (Map<String, Object>) reply;
    }

    private static List<String> ids() {
        return IntStream.rangeClosed(1, ARTICLES).mapToObj(String::valueOf).toList();
    }

    private static Map<String, Object> article(int id, String kind) {
        return Map.of("id", id, "name", "Article " + id, "kind", kind);
    }
}
