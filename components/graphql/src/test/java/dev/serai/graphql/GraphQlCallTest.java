/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ExecutionResult;
import dev.serai.testkit.ConnectorRoutes;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent, and what becomes of the reply. */
class GraphQlCallTest extends GraphQlServerTest {

    private static final String ONCE = "    retry: { maxRetries: 0 }\n";

    private static final String ORDER =
            "query Order($id: ID!, $lines: Int = 10, $paid: Boolean) { order(id: $id) { id } }";

    private static void answer(ResponseDefinitionBuilder reply) {
        server.answer(post(urlPathEqualTo("/v1/graphql")).willReturn(reply));
    }

    private static JsonNode sent() throws Exception {
        return new JsonMapper().readTree(server.requests().get(0).getBodyAsString());
    }

    private static String query(String document) {
        return "connector:api/query?query=RAW(" + document + ")";
    }

    @Test
    void aQueryTakesItsVariablesFromTheMessageAndGivesTheData() throws Exception {
        answer(okJson("{\"data\":{\"order\":{\"id\":\"7\",\"total\":12.50}},\"extensions\":{\"cost\":3}}"));
        Exchange exchange =
                routes("").send(query(ORDER), Map.of("id", "7", "other", 1), Map.of("lines", "5", "paid", "true"));
        assertThat(exchange.getMessage().getBody())
                .isEqualTo(Map.of("order", Map.of("id", "7", "total", new java.math.BigDecimal("12.50"))));
        assertThat(exchange.getMessage().getHeader("CamelSeraiExtensions")).isEqualTo(Map.of("cost", 3));
        assertThat(sent().get("query").asText()).isEqualTo(ORDER);
        assertThat(sent().get("operationName").asText()).isEqualTo("Order");
        assertThat(sent().get("variables").toString()).isEqualTo("{\"id\":\"7\",\"lines\":5,\"paid\":true}");
        assertThat(server.requests().get(0).getHeader("Accept")).startsWith("application/graphql-response+json");
    }

    @Test
    void variablesThatAreGivenWin() throws Exception {
        answer(okJson("{\"data\":{}}"));
        routes("").answer(query(ORDER) + "&variables.id=8", Map.of("id", "7"), Map.of());
        assertThat(sent().at("/variables").toString()).isEqualTo("{\"id\":\"8\"}");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "{ a | | The document is not GraphQL at line 1, column 4",
                "mutation { a } | | The document's operation is a mutation. Send it by the operation 'mutation'",
                "query A { a } query B { b } | | The document has the operations A, B. Say which of them runs",
                "query A { a } query B { b } | &operationName=C | The document has no operation 'C'.",
                "fragment F on T { a } | | The document has no operation, such as",
                "query ($id: ID!) { a } | | The variable $id of type ID! has no value. Give the option 'variables.id'",
                "query ($n: Int) { a } | &variables.n=many | The variable $n is of type Int, but its value is the text 'many'.",
                "query ($n: Boolean) { a } | &variables.n=yes | The variable $n is of type Boolean, but its value is the text 'yes'.",
                "query ($n: Int) { a } | &variables.m=1 | The document has no variable $m.",
            },
            delimiter = '|')
    void whatCannotBeSentIsRefusedBeforeItIs(String document, String options, String message) throws Exception {
        ConnectorException failure =
                routes("").failure(query(document) + (options == null ? "" : options), null, Map.of());
        assertThat(failure).hasMessageContaining(message);
        assertThat(failure.category()).isEqualTo(ErrorCategory.CONFIGURATION);
        assertThat(failure.neverSent()).isTrue();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void errorsInA200AreAFailureThatSaysWhereAndWhy() throws Exception {
        answer(okJson("{\"data\":{\"order\":null},\"errors\":[{\"message\":\"No such order.\",\"path\":[\"order\",0],"
                + "\"locations\":[{\"line\":1,\"column\":3}]},{\"message\":\"Second\"}]}"));
        ConnectorException failure = routes(ONCE).failure(query("{ order { id } }"), null, Map.of());
        assertThat(failure)
                .hasMessageContaining("answered with errors: No such order (at order.0, line 1, column 3); Second.");
        assertThat(failure.code()).isEqualTo("SERAI-GRAPHQL-001");
        assertThat(failure.details().get("errors"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(2);
        assertThat(failure.neverSent()).as("the server began to run it").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "UNAUTHENTICATED, SERAI-GRAPHQL-002, AUTHENTICATION, false",
        "FORBIDDEN, SERAI-GRAPHQL-002, AUTHENTICATION, false",
        "THROTTLED, SERAI-GRAPHQL-003, RATE_LIMIT, true",
        "INTERNAL_SERVER_ERROR, SERAI-GRAPHQL-001, REMOTE, false",
    })
    void theCodeOfAnErrorDecidesItsCategory(String code, String expected, ErrorCategory category, boolean recoverable)
            throws Exception {
        answer(okJson("{\"errors\":[{\"message\":\"no\",\"extensions\":{\"code\":\"" + code + "\"}}]}"));
        ConnectorException failure = routes(ONCE).failure(query("{ a }"), null, Map.of());
        assertThat(failure.code()).isEqualTo(expected);
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.recoverable()).isEqualTo(recoverable);
        assertThat(failure.neverSent()).as("a reply without data").isTrue();
    }

    @Test
    void ntlmNeedsItsLibrary() {
        assertThatThrownBy(() -> routes(
                        "    connection: { url: \"" + server.url()
                                + "\", auth: { type: ntlm, username: clerk, password: '{{password}}' } }\n",
                        Map.of("password", "open-barley")))
                .hasStackTraceContaining(
                        "Connector 'api': Authentication of type 'ntlm' needs a library that is not there. Add"
                                + " org.codelibs:jcifs");
    }

    @Test
    void aPartIsEnoughByChoice() throws Exception {
        answer(okJson("{\"data\":{\"a\":1,\"b\":null},\"errors\":[{\"message\":\"no b\"}]}"));
        Exchange exchange = routes(ONCE).send(query("{ a b }") + "&onErrors=partial", null, Map.of());
        assertThat(exchange.getMessage().getBody()).hasToString("{a=1, b=null}");
        assertThat(exchange.getMessage().getHeader("CamelSeraiErrors")).isEqualTo(List.of(Map.of("message", "no b")));
    }

    @Test
    void aPartThatIsNothingIsAFailureAllTheSame() throws Exception {
        answer(okJson("{\"data\":null,\"errors\":[{\"message\":\"nothing\"}]}"));
        assertThat(routes(ONCE).failure(query("{ a }") + "&onErrors=partial", null, Map.of()))
                .hasMessageContaining("answered with errors: nothing.");
    }

    @Test
    void a400WithErrorsSaysTheErrors() throws Exception {
        answer(WireMock.aResponse()
                .withStatus(400)
                .withHeader("Content-Type", "application/graphql-response+json")
                .withBody("{\"errors\":[{\"message\":\"Cannot query field 'x' on type 'Query'.\"}]}"));
        assertThat(routes(ONCE).failure(query("{ x }"), null, Map.of()))
                .hasMessageContaining("answered with errors: Cannot query field 'x' on type 'Query'.")
                .hasMessageNotContaining(" 400");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "200 | text/html | <html>hello</html> | SERAI-HTTP-010",
                "200 | application/json | [1] | SERAI-GRAPHQL-006",
                "200 | application/json | {\"message\":\"hello\"} | SERAI-GRAPHQL-006",
                "200 | application/json | {\"data\": | SERAI-HTTP-010",
                "400 | text/html | no | SERAI-HTTP-004",
                "404 | application/json | {\"errors\":[]} | SERAI-HTTP-004",
                "401 | application/json | {\"errors\":[{\"message\":\"who?\"}]} | SERAI-HTTP-001",
                "503 | application/json | {\"errors\":[{\"message\":\"later\"}]} | SERAI-HTTP-003",
            },
            delimiter = '|')
    void whatIsNoReplyOfGraphQl(int status, String type, String body, String code) throws Exception {
        answer(WireMock.aResponse()
                .withStatus(status)
                .withHeader("Content-Type", type)
                .withBody(body));
        assertThat(routes(ONCE).failure(query("{ a }"), null, Map.of()).code()).isEqualTo(code);
    }

    @Test
    void aMutationCarriesItsKeyAndIsRepeatedOnlyWhereThatIsSafe() throws Exception {
        answer(WireMock.serverError());
        ConnectorRoutes routes = routes("    retry: { maxRetries: 2, delay: 1ms }\n");
        routes.failure(
                "connector:api/mutation?query=RAW(mutation { a })", null, Map.of("CamelSeraiIdempotencyKey", "k1"));
        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().get(0).getHeader("Idempotency-Key")).isEqualTo("k1");
        routes.failure(query("{ a }"), null, Map.of());
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void aMutationThatWasThrottledIsRepeated() throws Exception {
        server.answerInTurn(
                "/v1/graphql",
                okJson("{\"errors\":[{\"message\":\"slow down\",\"extensions\":{\"code\":\"THROTTLED\"}}]}"),
                okJson("{\"data\":{\"a\":1}}"));
        assertThat(routes("    retry: { maxRetries: 2, delay: 1ms }\n")
                        .answer("connector:api/mutation?query=RAW(mutation { a })", null, Map.of()))
                .isEqualTo(Map.of("a", 1));
    }

    @Test
    void theHealthCheckIsAQuery() throws Exception {
        answer(okJson("{\"data\":{\"__typename\":\"Query\"}}"));
        ConnectorRoutes routes = routes("");
        assertThat(routes.connector().connector().healthCheck().up()).isTrue();
        assertThat(sent().get("query").asText()).isEqualTo("{ __typename }");
        answer(okJson("{\"errors\":[{\"message\":\"asleep\"}]}"));
        assertThat(routes.connector().connector().healthCheck().message()).contains("Connector 'api'", "asleep");
        answer(WireMock.notFound());
        assertThat(routes.connector().connector().healthCheck().up()).isFalse();
    }

    @Test
    void fromJava() throws Exception {
        answer(okJson("{\"data\":{\"order\":{\"id\":7}},\"errors\":[{\"message\":\"a bit\"}]}"));
        ConnectorRoutes routes = routes("");
        String document = GraphQlQuery.query("order")
                .variable("id", "ID!")
                .argument("id", GraphQlQuery.variable("id"))
                .field("id")
                .build();
        GraphQlRequest request = GraphQl.of(routes.context(), "api")
                .query(document)
                .variable("id", 7)
                .header("X-Trace", "t1")
                .timeout(java.time.Duration.ofSeconds(5));
        assertThatThrownBy(request::execute).hasMessageContaining("a bit");
        ExecutionResult result = request.partly().execute();
        assertThat(result.output()).isEqualTo(Map.of("order", Map.of("id", 7)));
        assertThat(sent().at("/variables/id").intValue()).isEqualTo(7);
        assertThat(server.requests().get(0).getHeader("X-Trace")).isEqualTo("t1");
    }

    @Test
    void anEndpointElsewhere() throws Exception {
        server.answer(post(urlPathEqualTo("/v1/api/2024/graph")).willReturn(okJson("{\"data\":{\"a\":1}}")));
        assertThat(routes("    endpoint: /api/2024/graph\n").answer(query("{ a }"), null, Map.of()))
                .isEqualTo(Map.of("a", 1));
    }

    @Test
    void aNestedDocumentInAnOption() throws Exception {
        answer(okJson("{\"data\":{}}"));
        routes("").answer(query("{ a { b { c } } }"), null, Map.of());
        assertThat(sent().get("query").asText()).isEqualTo("{ a { b { c } } }");
    }
}
