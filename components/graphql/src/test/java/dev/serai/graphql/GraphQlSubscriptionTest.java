/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import dev.serai.http.SocketErrors;
import dev.serai.testkit.ConnectorRoutes;
import graphql.GraphQL;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherResult;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.graphql.ws.GraphQLWSHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.FlowAdapters;

/** What a subscription gives starts a route; before Vert.x's implementation of the protocol, and before servers that break it. */
@Timeout(60)
class GraphQlSubscriptionTest {

    private static final String SCHEMA = """
            type Query { version: String }
            type Subscription { placed(shop: String!): Order broken: Order }
            type Order { id: Int shop: String total: Int }
            """;

    private static final String PLACED = "subscription ($shop: String!) { placed(shop: $shop) { id shop } }";

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<SubmissionPublisher<Object>> publishers = new CopyOnWriteArrayList<>();
    private final List<HttpServerRequest> handshakes = new CopyOnWriteArrayList<>();
    private final List<Object> payloads = new CopyOnWriteArrayList<>();
    private final Queue<Object> seen = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private CamelContext context;

    @AfterEach
    void stop() {
        if (context != null) {
            context.stop();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whatTheServerPublishesStartsTheRouteInOrder() throws Exception {
        serveGraphQl();
        start("?variables.shop=tea&query=RAW(" + PLACED + ")", "");
        await().until(() -> publishers.size() == 1);
        IntStream.range(0, 500).forEach(id -> publishers.get(0).submit(order(id)));
        await().until(() -> seen.size() == 500);

        assertThat(List.copyOf(seen))
                .isEqualTo(IntStream.range(0, 500)
                        .mapToObj(id -> Map.of("placed", Map.of("id", id, "shop", "tea")))
                        .toList());
    }

    @Test
    void credentialsGoWithTheHandshakeAndThePayloadWithTheConnection() throws Exception {
        serveGraphQl();
        start(
                "?variables.shop=tea&query=RAW(" + PLACED + ")",
                "    subscriptions: { payload: '{{payload}}', endpoint: /live }\n",
                ", auth: { type: bearer, token: \"{{token}}\" }");
        await().until(() -> publishers.size() == 1);

        assertThat(handshakes.get(0).path()).isEqualTo("/live");
        assertThat(handshakes.get(0).getHeader("Authorization")).isEqualTo("Bearer secret-token-4711");
        assertThat(payloads).containsExactly(new JsonObject("{\"token\":\"in the payload\"}"));
    }

    @Test
    void aCompletedSubscriptionIsMadeAgain() throws Exception {
        serveGraphQl();
        start("?variables.shop=tea&query=RAW(" + PLACED + ")", "");
        await().until(() -> publishers.size() == 1);
        publishers.get(0).submit(order(1));
        publishers.get(0).close();
        await().until(() -> publishers.size() == 2);
        publishers.get(1).submit(order(2));
        await().until(() -> seen.size() == 2);
    }

    @Test
    void aLostConnectionIsSubscribedAgain() throws Exception {
        serveGraphQl();
        start("?variables.shop=tea&query=RAW(" + PLACED + ")", "");
        await().until(() -> publishers.size() == 1);
        handshakes.get(0).connection().close();
        await().until(() -> publishers.size() == 2);
        publishers.get(1).submit(order(7));
        await().until(() -> seen.size() == 1);
    }

    @Test
    void aStoppedRouteEndsTheSubscriptionOnTheServer() throws Exception {
        serveGraphQl();
        start("?variables.shop=tea&query=RAW(" + PLACED + ")", "");
        await().until(() -> publishers.size() == 1 && publishers.get(0).hasSubscribers());
        context.getRouteController().stopRoute("reader");

        await().until(() -> !publishers.get(0).hasSubscribers());
    }

    @Test
    void anErrorOfOneMessageGoesToTheRoutesErrorHandlingAndTheNextFollows() throws Exception {
        serveGraphQl();
        start("?variables.shop=tea&query=RAW(" + PLACED + ")", "");
        await().until(() -> publishers.size() == 1);
        publishers.get(0).submit(partial());
        publishers.get(0).submit(order(2));
        await().until(() -> seen.size() == 1);

        assertThat(failures)
                .singleElement()
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(GraphQlErrors.ANSWERED_ERRORS))
                .asString()
                .contains("half of it is missing");
    }

    @Test
    void aPartIsAMessageWhenAsked() throws Exception {
        serveGraphQl();
        start("?onErrors=partial&variables.shop=tea&query=RAW(" + PLACED + ")", "");
        await().until(() -> publishers.size() == 1);
        publishers.get(0).submit(partial());
        await().until(() -> seen.size() == 1);

        assertThat(failures).isEmpty();
    }

    @Test
    void aServerThatRefusesTheDocumentSaysWhy() throws Exception {
        serveGraphQl();
        // This server says it in a message; the protocol would have it in an error.
        assertThat(subscribed("subscription { nothing }")).hasMessage("It completed.");

        assertThat(seen).singleElement().isInstanceOfSatisfying(ExecutionResult.class, message -> assertThat(
                        message.failure())
                .satisfies(known -> assertThat(known.errorCode()).isEqualTo(GraphQlErrors.ANSWERED_ERRORS))
                .hasMessageContaining("'nothing'"));
    }

    @Test
    void aDocumentThatIsNoneIsRefusedAtTheStart() throws Exception {
        serveGraphQl();
        assertRefused("?query=RAW({ version })", "The document's operation is a query");
        assertRefused("?query=RAW(subscription { a )", "The document is not GraphQL at line 1");
        assertRefused("?query=RAW(" + PLACED + ")", "$shop");
        assertRefused("?query=RAW(" + PLACED + ")&variables.shop=a&variables.shp=b", "shp");
        assertRefused("", "'query' is missing");
    }

    private void assertRefused(String options, String message) throws Exception {
        assertThatThrownBy(() -> start(options, ""))
                .satisfiesAnyOf(
                        failure -> assertThat(failure).hasMessageContaining(message),
                        failure -> assertThat(failure).rootCause().hasMessageContaining(message));
        context.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | no JSON object",
                "[1] | no JSON object",
                "{\"type\": \"data\"} | unknown type 'data'",
                "{\"type\": \"error\", \"id\": \"1\"} | says nothing",
                "{\"type\": \"next\", \"id\": \"1\", \"payload\": {\"a\": 1}} | JSON without 'data' or 'errors'",
                "{\"type\": \"error\", \"id\": \"1\", \"payload\": [{\"message\": \"go away\"}]} | go away"
            })
    void aServerThatBreaksTheProtocolEndsTheSubscription(String said, String sentence) throws Exception {
        serve(
                GraphQlSubscription.PROTOCOL,
                socket -> socket.textMessageHandler(text -> {
                    if (text.contains("connection_init")) {
                        socket.writeTextMessage("{\"type\":\"connection_ack\"}");
                    } else {
                        socket.writeTextMessage(said);
                    }
                }));

        assertThat(subscribed("subscription { a }")).hasMessageContaining(sentence);
    }

    @Test
    void aServerThatAcknowledgesNothingIsNotWaitedForForEver() throws Exception {
        serve(GraphQlSubscription.PROTOCOL, socket -> {});

        assertThat(subscribed("subscription { a }")).hasMessageContaining("did not acknowledge the connection within");
    }

    @Test
    void aServerThatAcknowledgesTwiceBreaksTheProtocol() throws Exception {
        serve(
                GraphQlSubscription.PROTOCOL,
                socket -> socket.textMessageHandler(text -> socket.writeTextMessage("{\"type\":\"connection_ack\"}")));

        assertThat(subscribed("subscription { a }")).hasMessageContaining("acknowledged the connection twice");
    }

    @Test
    void aServerWithoutTheSubProtocolIsRefused() throws Exception {
        serve("graphql-ws", socket -> {});

        assertThat(subscribed("subscription { a }"))
                .isInstanceOfSatisfying(ConnectorException.class, known -> assertThat(known.errorCode())
                        .isEqualTo(SocketErrors.PROTOCOL_BROKEN))
                .hasMessageContaining("graphql-transport-ws");
    }

    @Test
    void aCloseForWantOfRightsIsOne() throws Exception {
        serve(GraphQlSubscription.PROTOCOL, socket -> socket.close((short) 4401, "Unauthorized"));

        assertThat(subscribed("subscription { a }"))
                .isInstanceOfSatisfying(ConnectorException.class, known -> assertThat(known.errorCode())
                        .isEqualTo(SocketErrors.NOT_AUTHORIZED));
    }

    @Test
    void aPingOfTheProtocolIsAnswered() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        serve(
                GraphQlSubscription.PROTOCOL,
                socket -> socket.textMessageHandler(text -> {
                    said.add(new JsonObject(text).getString("type"));
                    switch (said.size()) {
                        case 1 -> socket.writeTextMessage("{\"type\":\"ping\"}");
                        case 2 -> socket.writeTextMessage("{\"type\":\"connection_ack\"}");
                        case 3 -> {
                            socket.writeTextMessage("{\"type\":\"ping\"}");
                            socket.writeTextMessage(
                                    "{\"type\":\"next\",\"id\":\"1\",\"payload\":{\"data\":{\"a\":1}}}");
                        }
                        default -> {}
                    }
                }));
        start("?buffer=1&query=RAW(subscription { a })", "");
        await().until(() -> seen.size() == 1 && said.size() == 4);

        assertThat(said).containsExactly("connection_init", "pong", "subscribe", "pong");
        assertThat(seen).containsExactly(Map.of("a", 1));
    }

    private static Map<String, Object> order(int id) {
        return Map.of("id", id, "shop", "tea", "total", 5);
    }

    private static Object partial() {
        return DataFetcherResult.newResult()
                .data(order(1))
                .error(GraphqlErrorBuilder.newError()
                        .message("half of it is missing")
                        .build())
                .build();
    }

    private void serveGraphQl() {
        RuntimeWiring wiring = RuntimeWiring.newRuntimeWiring()
                .type(
                        "Subscription",
                        type -> type.dataFetcher("placed", call -> {
                            SubmissionPublisher<Object> publisher = new SubmissionPublisher<>();
                            publishers.add(publisher);
                            return FlowAdapters.toPublisher(publisher);
                        }))
                .build();
        GraphQL engine = GraphQL.newGraphQL(
                        new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(SCHEMA), wiring))
                .build();
        Router router = Router.router(vertx);
        router.route().handler(request -> {
            handshakes.add(request.request());
            request.next();
        });
        router.route()
                .handler(GraphQLWSHandler.builder(engine)
                        .onConnectionInit(init -> {
                            payloads.add(init.message().message().getJsonObject("payload"));
                            init.complete();
                        })
                        .build());
        server = vertx.createHttpServer(new HttpServerOptions().addWebSocketSubProtocol(GraphQlSubscription.PROTOCOL))
                .requestHandler(router);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    private void serve(String subProtocol, Consumer<ServerWebSocket> use) {
        server = vertx.createHttpServer(new HttpServerOptions().addWebSocketSubProtocol(subProtocol))
                .webSocketHandler(use::accept);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    /** Subscribes without a route, and gives why the subscription ended. */
    private Throwable subscribed(String document) throws Exception {
        declare("    options: { requestTimeout: 1s }\n", "");
        context.start();
        DeclaredConnector connector = ConnectorRegistry.of(context).get("api");
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        connector
                .subscription(connector.operation("subscription"), Map.of("query", document, "onErrors", "fail"))
                .subscribe(new Flow.Subscriber<ExecutionResult>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscription.request(10);
                    }

                    @Override
                    public void onNext(ExecutionResult message) {
                        seen.add(message);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        ended.complete(failure);
                    }

                    @Override
                    public void onComplete() {
                        ended.complete(new AssertionError("It completed."));
                    }
                });
        return ended.join();
    }

    private void start(String options, String further) throws Exception {
        start(options, further, "");
    }

    private void start(String options, String further, String connection) throws Exception {
        declare("    retry: { delay: 10ms, maxDelay: 100ms }\n" + further, connection);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(ConnectorException.class)
                        .handled(true)
                        .process(exchange ->
                                failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
                from("connector:api/subscription" + options)
                        .routeId("reader")
                        .process(exchange -> seen.add(exchange.getMessage().getBody()));
            }
        });
        context.start();
    }

    private void declare(String further, String connection) throws Exception {
        context = ConnectorRoutes.declare(
                folder,
                "graphql",
                "    connection: { url: \"http://127.0.0.1:" + server.actualPort() + "\"" + connection + " }\n"
                        + further,
                Map.of("token", "secret-token-4711", "payload", "{\"token\":\"in the payload\"}"));
    }
}
