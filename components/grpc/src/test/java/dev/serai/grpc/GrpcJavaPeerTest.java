/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveredResource.Part;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.testkit.ConnectorRoutes;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Before the health and reflection services of grpc-java, which are called without their generated code. */
@Tag("peers")
@Timeout(120)
class GrpcJavaPeerTest {

    private static final String CHECK = "connector:api/query?method=grpc.health.v1.Health/Check";

    @TempDir
    private Path folder;

    private final HealthStatusManager health = new HealthStatusManager();
    private Server server;
    private ConnectorRoutes routes;

    @BeforeEach
    void start() throws Exception {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance())
                .build()
                .start();
        routes = ConnectorRoutes.start(
                folder,
                "grpc",
                "    connection: { url: \"grpc://127.0.0.1:" + server.getPort()
                        + "\" }\n    retry: { maxRetries: 0 }\n",
                Map.of());
    }

    @AfterEach
    void stop() {
        if (routes != null) {
            routes.close();
        }
        if (server != null) {
            server.shutdownNow();
        }
    }

    @Test
    void aStatusIsAskedForAndItsChangeSeen() throws Exception {
        assertThat(routes.answer(CHECK, null, Map.of())).isEqualTo(Map.of("status", "SERVING"));
        health.setStatus("shop", ServingStatus.NOT_SERVING);
        assertThat(routes.answer(CHECK, Map.of("service", "shop"), Map.of()))
                .isEqualTo(Map.of("status", "NOT_SERVING"));
        assertThat(routes.answer(CHECK + "&request.service=shop", null, Map.of()))
                .isEqualTo(Map.of("status", "NOT_SERVING"));
    }

    @Test
    void aServiceThatIsNotKnownIsAFailure() throws Exception {
        ConnectorException failure = routes.failure(CHECK, Map.of("service", "shp"), Map.of());
        assertThat(failure.details()).containsEntry("status", "NOT_FOUND");
    }

    @Test
    void everyChangeOfAStatusStartsARoute() throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>();
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:api/stream?method=grpc.health.v1.Health/Watch&request.service=shop")
                        .process(exchange -> seen.add(
                                GrpcServerTest.map(exchange.getMessage().getBody())
                                        .get("status")));
            }
        });
        await().until(() -> seen.size() == 1);
        health.setStatus("shop", ServingStatus.SERVING);
        await().until(() -> seen.size() == 2);
        health.setStatus("shop", ServingStatus.NOT_SERVING);
        await().until(() -> seen.size() == 3);

        assertThat(seen).containsExactly("SERVICE_UNKNOWN", "SERVING", "NOT_SERVING");
    }

    @Test
    void theReflectionServiceIsCalledAsAnyOther() throws Exception {
        Object replies = routes.answer(
                "connector:api/query?method=grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
                List.of(Map.of("listServices", "")),
                Map.of());

        assertThat(GrpcServerTest.maps(replies))
                .singleElement()
                .extracting("listServicesResponse")
                .isEqualTo(Map.of(
                        "service",
                        List.of(
                                Map.of("name", "grpc.health.v1.Health"),
                                Map.of("name", "grpc.reflection.v1.ServerReflection"))));
    }

    @Test
    void theServicesWithTheirMethods() {
        List<DiscoveredResource> found = ((DiscoveringConnector)
                        routes.connector().connector())
                .discover()
                .toCompletableFuture()
                .join();

        assertThat(found)
                .filteredOn(one -> one.name().equals("grpc.health.v1.Health"))
                .singleElement()
                .satisfies(service -> assertThat(service.fields())
                        .contains(
                                new Part(
                                        "Check(grpc.health.v1.HealthCheckRequest)",
                                        "grpc.health.v1.HealthCheckResponse",
                                        ""),
                                new Part(
                                        "Watch(grpc.health.v1.HealthCheckRequest)",
                                        "stream grpc.health.v1.HealthCheckResponse",
                                        "")));
    }
}
