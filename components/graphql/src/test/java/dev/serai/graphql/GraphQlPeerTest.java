/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveredResource.Part;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.registry.DeclaredConnector;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.NodePeerTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Before GraphQL Yoga with the connections of graphql-relay and the subscriptions of graphql-ws. */
class GraphQlPeerTest extends NodePeerTest {

    /** What the server has as it starts. */
    private static final int SHIPS = 123;

    private static final String INTRODUCE = "connector:api/mutation?query=RAW(mutation ($name: String!)"
            + " { introduceShip(input: { name: $name, clientMutationId: \"m\" }) { clientMutationId ship { name } } })";

    private static final String INTRODUCED = "subscription?query=RAW(subscription { shipIntroduced { name } })";

    private final List<Object> seen = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @BeforeEach
    void startRoutes() throws Exception {
        routes = ConnectorRoutes.start(
                folder,
                "graphql",
                "    connection: { url: \"http://" + server.address() + "\" }\n"
                        + "    pagination: { pageSize: 20 }\n    retry: { delay: 10ms, maxDelay: 100ms }\n",
                Map.of());
    }

    @Test
    void aQueryTakesItsVariables() throws Exception {
        assertThat(routes.answer(
                        query("query ($id: ID!) { node(id: $id) { id ... on Ship { name } } }"),
                        null,
                        Map.of("id", id(7))))
                .isEqualTo(Map.of("node", Map.of("id", id(7), "name", "Ship 7")));
    }

    @Test
    void aMutationChangesWhatIsThere() throws Exception {
        assertThat(routes.answer(INTRODUCE, null, Map.of("name", "Ünsinkbar \"2\"")))
                .isEqualTo(Map.of(
                        "introduceShip", Map.of("clientMutationId", "m", "ship", Map.of("name", "Ünsinkbar \"2\""))));
    }

    @Test
    void errorsSayWhereAndWhy() throws Exception {
        assertThat(routes.failure(query("{ rebels { broken } }"), null, Map.of()))
                .hasMessageContaining("The hyperdrive is broken (at rebels.broken, line 1, column 12).")
                .satisfies(failure -> assertThat(failure.errorCode()).isEqualTo(GraphQlErrors.ANSWERED_ERRORS));
        assertThat(routes.failure(query("{ rebels { secret } }"), null, Map.of())
                        .code())
                .isEqualTo("SERAI-GRAPHQL-002");
        ConnectorException refused = routes.failure(query("{ empire { ships } }"), null, Map.of());
        assertThat(refused).hasMessageContaining("Cannot query field \"empire\" on type \"Query\"");
        assertThat(refused.neverSent()).as("nothing of it ran").isTrue();
    }

    @Test
    void aPartIsAResultWhenAsked() throws Exception {
        Exchange part = routes.send(
                query("{ rebels { broken ships(first: 1) { edges { node { name } } } } }") + "&onErrors=partial",
                null,
                Map.of());

        assertThat(part.getException()).isNull();
        assertThat(part.getMessage().getBody(Map.class).get("rebels"))
                .asString()
                .contains("Ship 0")
                .contains("broken=null");
        assertThat((List<?>) part.getMessage().getHeader("CamelSeraiErrors")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fields=id,name",
                "query=RAW(query ($first: Int, $after: String) { rebels { ships(first: $first, after: $after)"
                        + " { edges { node { id name } } pageInfo { hasNextPage endCursor } } } })",
            })
    void aRouteReadsAllPagesOfAConnectionAndWhatIsAddedLater(String asked) throws Exception {
        read("stream?pollInterval=10ms&resource=rebels.ships&" + asked);
        await().until(() -> seen.size() >= SHIPS);
        assertThat(seen.subList(0, SHIPS))
                .isEqualTo(IntStream.range(0, SHIPS)
                        .mapToObj(key -> Map.of("id", id(key), "name", "Ship " + key))
                        .toList());

        String late = "Late for " + asked.hashCode();
        routes.answer(INTRODUCE, null, Map.of("name", late));
        await().until(() -> seen.get(seen.size() - 1).toString().contains(late));
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void fetchGivesOnePageAndTheCursorOfTheNext() throws Exception {
        String fetch = "connector:api/fetch?resource=rebels.ships&fields=name&limit=2";
        Exchange page = routes.send(fetch, null, Map.of());
        Exchange next = routes.send(
                fetch, null, Map.of("CamelSeraiCursor", page.getMessage().getHeader("CamelSeraiNextCursor")));

        assertThat(page.getMessage().getBody()).isEqualTo(List.of(Map.of("name", "Ship 0"), Map.of("name", "Ship 1")));
        assertThat(next.getMessage().getBody()).isEqualTo(List.of(Map.of("name", "Ship 2"), Map.of("name", "Ship 3")));
    }

    @Test
    void theTypesOfTheSchema() {
        DiscoveringConnector connector =
                (DiscoveringConnector) routes.connector().connector();
        List<DiscoveredResource> found =
                connector.discover().toCompletableFuture().join();

        assertThat(found)
                .extracting(DiscoveredResource::name)
                .contains("Query", "Mutation", "Subscription", "Node", "Ship", "ShipConnection", "IntroduceShipInput");
        assertThat(found)
                .filteredOn(type -> type.name().equals("Faction"))
                .singleElement()
                .satisfies(type -> assertThat(type.fields())
                        .contains(new Part(
                                "ships(after: String, first: Int, before: String, last: Int)", "ShipConnection", "")));
    }

    @Test
    void theServerIsUp() throws Exception {
        assertThat(routes.connector().connector().healthCheck().up()).isTrue();
    }

    @Test
    void aSubscriptionGivesEveryMessageInOrder() throws Exception {
        read("subscription?whenEnded=stop&variables.from=500"
                + "&query=RAW(subscription ($from: Int!) { countdown(from: $from) })");
        await().until(() -> seen.size() >= 501);

        assertThat(seen)
                .isEqualTo(IntStream.rangeClosed(0, 500)
                        .mapToObj(count -> Map.of("countdown", 500 - count))
                        .toList());
        assertThat(failures).isEmpty();
    }

    @Test
    void aMutationIsSeenBySubscribersAlsoAfterTheServerHungUp() throws Exception {
        read(INTRODUCED);
        awaitSeen("before");
        assertThat(routes.answer("connector:api/mutation?query=RAW(mutation { hangUp })", null, Map.of()))
                .isEqualTo(Map.of("hangUp", 1));
        awaitSeen("after");
    }

    /** What is published while nobody listens is lost, so that it is published until somebody does. */
    private void awaitSeen(String name) {
        await().until(() -> {
            routes.answer(INTRODUCE, null, Map.of("name", name));
            return seen.contains(Map.of("shipIntroduced", Map.of("name", name)));
        });
    }

    @Test
    void aStoppedRouteLeavesTheServer() throws Exception {
        read(INTRODUCED);
        await().until(() -> listeners() == 1);
        routes.context().getRouteController().stopRoute("reader");
        await().until(() -> listeners() == 0);
    }

    private int listeners() throws Exception {
        return (int) ((Map<?, ?>) routes.answer(query("{ listeners }"), null, Map.of())).get("listeners");
    }

    @Test
    void aSubscriptionThatTheServerRefusesSaysWhy() throws Exception {
        DeclaredConnector connector = routes.connector();
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        connector
                .subscription(
                        connector.operation("subscription"),
                        Map.of("query", "subscription { nothing }", "onErrors", "fail"))
                .subscribe(new Flow.Subscriber<ExecutionResult>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscription.request(1);
                    }

                    @Override
                    public void onNext(ExecutionResult message) {
                        ended.complete(new AssertionError("There is a message: " + message));
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

        assertThat(ended.join()).hasMessageContaining("Cannot query field \"nothing\" on type \"Subscription\"");
    }

    private void read(String endpoint) throws Exception {
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(ConnectorException.class)
                        .handled(true)
                        .process(exchange ->
                                failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
                from("connector:api/" + endpoint)
                        .routeId("reader")
                        .process(exchange -> seen.add(exchange.getMessage().getBody()));
            }
        });
    }

    private static String query(String document) {
        return "connector:api/query?query=RAW(" + document + ")";
    }

    private static String id(int key) {
        return Base64.getEncoder().encodeToString(("Ship:" + key).getBytes(StandardCharsets.UTF_8));
    }
}
