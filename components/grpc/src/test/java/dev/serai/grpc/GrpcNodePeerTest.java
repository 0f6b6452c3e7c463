/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.NodePeerTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Before gRPC's implementation for Node.js, with its own services for reflection and health. */
class GrpcNodePeerTest extends NodePeerTest {

    /** More than a double holds exactly. */
    private static final long LARGE = (1L << 53) + 1;

    @Test
    void aMessageForAMessage() throws Exception {
        start("");
        Exchange reply = routes.send(query("Get") + "&metadata.tenant=north", Map.of("id", LARGE), Map.of());

        assertThat(reply.getException()).isNull();
        assertThat(reply.getMessage().getBody()).usingRecursiveComparison().isEqualTo(order(LARGE));
        assertThat(GrpcServerTest.map(reply.getMessage().getHeader("CamelSeraiResponseMetadata")))
                .containsEntry("tenant", "north");
    }

    @Test
    void aListForAMessage() throws Exception {
        start("");
        assertThat(GrpcServerTest.maps(routes.answer(query("List"), Map.of("first", 5, "count", 700), Map.of())))
                .extracting(order -> order.get("id"))
                .isEqualTo(LongStream.range(5, 705).boxed().toList());
    }

    @Test
    void aMessageForAList() throws Exception {
        start("");
        List<Map<String, Object>> orders = IntStream.range(0, 1000)
                .mapToObj(n -> Map.<String, Object>of("total", 0.5))
                .toList();

        assertThat(routes.answer(query("Sum"), orders, Map.of())).isEqualTo(Map.of("total", 500.0, "orders", 1000));
    }

    @Test
    void aListForAListComesBackAsItWas() throws Exception {
        start("");
        Map<String, Object> full = Map.of(
                "id",
                LARGE,
                "total",
                1e-3,
                "state",
                "SENT",
                "lines",
                List.of(Map.of("sku", "Grün", "quantity", 4_000_000_000L)),
                "notes",
                Map.of("to", "the door", "", "empty"),
                "receipt",
                new byte[] {0, -1},
                "card",
                "");

        assertThat(GrpcServerTest.maps(routes.answer(query("Echo"), List.of(full, full), Map.of())))
                .usingRecursiveComparison()
                .isEqualTo(List.of(full, full));
    }

    @Test
    void aStatusComesWithItsDescriptionAndTrailers() throws Exception {
        start("    retry: { maxRetries: 0 }\n");
        ConnectorException failure = routes.failure(query("Get"), Map.of("id", -1), Map.of());

        assertThat(failure).hasMessageContaining("no order -1");
        assertThat(failure.details()).containsEntry("status", "NOT_FOUND").containsEntry("description", "no order -1");
    }

    @Test
    void whatTheServerDoesNotHaveIsRefused() throws Exception {
        start("");
        assertThat(routes.failure(query("Gett"), Map.of(), Map.of())).hasMessageContaining("Get");
        assertThat(routes.failure(query("Get"), Map.of("idd", 1), Map.of())).hasMessageContaining("idd");
    }

    @Test
    void everyMessageOfAStreamStartsARoute() throws Exception {
        start("");
        List<Object> seen = new CopyOnWriteArrayList<>();
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:api/stream?method=peer.Orders/List&whenEnded=stop&buffer=10"
                                + "&request.first=1&request.count=3000")
                        .process(exchange -> seen.add(
                                GrpcServerTest.map(exchange.getMessage().getBody())
                                        .get("id")));
            }
        });
        await().until(() -> seen.size() >= 3000);

        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 3000).boxed().toList());
    }

    @Test
    void theServicesWithTheirMethods() throws Exception {
        start("");
        List<DiscoveredResource> found = ((DiscoveringConnector)
                        routes.connector().connector())
                .discover()
                .toCompletableFuture()
                .join();

        assertThat(found)
                .filteredOn(one -> one.name().equals("peer.Orders"))
                .singleElement()
                .satisfies(service -> assertThat(service.fields())
                        .extracting(DiscoveredResource.Part::name)
                        .containsExactlyInAnyOrder(
                                "Get(peer.OrderKey)",
                                "List(peer.Range)",
                                "Sum(stream peer.Order)",
                                "Echo(stream peer.Order)"));
    }

    @Test
    void theHealthServiceSaysHowTheServerIs() throws Exception {
        start("");
        assertThat(routes.connector().connector().healthCheck().up()).isTrue();
        stopRoutes();
        start("    healthService: peer.Orders\n");
        assertThat(routes.connector().connector().healthCheck())
                .satisfies(result -> assertThat(result.up()).isFalse())
                .satisfies(result -> assertThat(result.message()).contains("NOT_SERVING"));
    }

    private void start(String further) throws Exception {
        routes = ConnectorRoutes.start(
                folder, "grpc", "    connection: { url: \"grpc://" + server.address() + "\" }\n" + further, Map.of());
    }

    private static String query(String method) {
        return "connector:api/query?method=peer.Orders/" + method;
    }

    /** As the script of the server makes it. */
    private static Map<String, Object> order(long id) {
        return Map.of(
                "id",
                id,
                "total",
                2.5,
                "state",
                "OPEN",
                "lines",
                List.of(Map.of("sku", "A-7", "quantity", 3L)),
                "notes",
                Map.of(),
                "receipt",
                new byte[0],
                "cash",
                true);
    }
}
