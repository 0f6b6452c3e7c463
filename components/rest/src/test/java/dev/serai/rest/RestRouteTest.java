/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.FaultyHttpServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls as routes make them: what comes from the declaration, what from the message, and where the route goes on. */
class RestRouteTest extends CamelTestSupport {

    private static FaultyHttpServer server;

    @TempDir
    private Path folder;

    private final CompletableFuture<String> threadAfterTheCall = new CompletableFuture<>();

    @BeforeAll
    static void startServer() {
        server = FaultyHttpServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void forgetRequests() {
        server.forget();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        return ConnectorRoutes.declare(
                folder, "rest", "    connection: { url: \"" + server.url() + "/v1\" }\n", Map.of());
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:article").to("connector:api/PUT?endpoint=/shops/{shop}/articles/{sku}&query=note={note}");
                from("direct:search").to("connector:api/GET?endpoint=/search");
                from("direct:declared").to("connector:api/GET?endpoint=/declared");
                from("direct:thread")
                        .to("connector:api/GET")
                        .process(exchange -> threadAfterTheCall.complete(
                                Thread.currentThread().getName()));
            }
        };
    }

    @Test
    void fillsAndEncodesPathAndQueryFromHeadersAndBody() {
        server.answer(any(anyUrl()).willReturn(ok()));

        template.requestBodyAndHeaders(
                "direct:article", Map.of("sku", "A/1 ü?#"), Map.of("shop", "b&c", "note", "x&y=z"));
        template.requestBodyAndHeader(
                "direct:search", null, "CamelSeraiQuery", new LinkedHashMap<>(Map.of("q", List.of("a b", "c+d"))));

        assertThat(server.requests())
                .extracting(LoggedRequest::getUrl)
                .containsExactly(
                        "/v1/shops/b%26c/articles/A%2F1%20%C3%BC%3F%23?note=x%26y%3Dz", "/v1/search?q=a%20b&q=c%2Bd");
    }

    @Test
    void theDeclaredEndpointWinsOverTheHeader() {
        server.answer(any(anyUrl()).willReturn(ok()));

        template.requestBodyAndHeader("direct:declared", null, "CamelSeraiEndpoint", "/header");

        assertThat(server.requests()).extracting(LoggedRequest::getUrl).containsExactly("/v1/declared");
    }

    @Test
    void entriesOfHeadersAndQueryStandSinglyInTheUri() {
        server.answer(any(anyUrl()).willReturn(ok()));

        template.requestBody(
                "connector:api/GET?endpoint=/x&headers.Accept=text/csv&query.page=2&query.status=open", (Object) null);

        assertThat(server.requests().get(0).getUrl()).isIn("/v1/x?page=2&status=open", "/v1/x?status=open&page=2");
        assertThat(server.requests().get(0).getHeader("Accept")).isEqualTo("text/csv");
    }

    @Test
    void aQueryAsAWholeAndByEntriesIsRefused() {
        assertThatThrownBy(() -> context.getEndpoint("connector:api/GET?query=a%3Db&query.page=2"))
                .rootCause()
                .hasMessage("SERAI-CONNECTOR-006: Connector 'api', operation 'GET': The option 'query' is given both as"
                        + " a whole and by entries such as 'query.page'. Write one or the other.");
    }

    @Test
    void theRouteGoesOnOutsideTheEventLoop() {
        server.answer(any(anyUrl()).willReturn(ok().withFixedDelay(200)));

        fluentTemplate.to("direct:thread").send();

        assertThat(threadAfterTheCall.join()).doesNotContain("vert.x");
    }
}
