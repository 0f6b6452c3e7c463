/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveredResource.Part;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.HealthCheckResult;
import io.grpc.InsecureServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a server is, and what it has. */
class GrpcHealthTest extends GrpcServerTest {

    @Test
    void theHealthServiceSaysHowTheServerIs() throws Exception {
        HealthStatusManager health = new HealthStatusManager();
        try (InventoryServer healthy =
                InventoryServer.with(InsecureServerCredentials.create(), health.getHealthService())) {
            assertThat(check(healthy, ""))
                    .satisfies(result -> assertThat(result.up()).isTrue())
                    .extracting(HealthCheckResult::message)
                    .isEqualTo(healthy.address() + " says that it is SERVING.");
            health.setStatus("", ServingStatus.NOT_SERVING);
            assertThat(check(healthy, ""))
                    .satisfies(result -> assertThat(result.up()).isFalse())
                    .extracting(HealthCheckResult::message)
                    .isEqualTo(healthy.address() + " says that it is NOT_SERVING.");
            health.setStatus("shop.Inventory", ServingStatus.SERVING);
            assertThat(check(healthy, "    healthService: shop.Inventory\n").message())
                    .contains("says that shop.Inventory is SERVING.");
            assertThat(check(healthy, "    healthService: shop.Inventry\n"))
                    .satisfies(result -> assertThat(result.up()).isFalse())
                    .extracting(HealthCheckResult::message)
                    .asString()
                    .contains("knows of no health of the service 'shop.Inventry'. Check 'healthService'.");
        }
    }

    @Test
    void aServerWithoutAHealthServiceIsUpWhenItSaysSo() throws Exception {
        HealthCheckResult result = check(server, "");
        assertThat(result.up()).isTrue();
        assertThat(result.message()).isEqualTo(server.address() + " answers, but has no health service.");
    }

    @Test
    void aServerThatIsAwayIsDown() throws Exception {
        InventoryServer mortal = InventoryServer.start();
        mortal.stop();
        HealthCheckResult result = check(mortal, "");
        assertThat(result.up()).isFalse();
        assertThat(result.errorCode()).isEqualTo(GrpcErrors.NOT_REACHED.code());
    }

    private HealthCheckResult check(InventoryServer of, String further) throws Exception {
        return routes(of, further).connector().connector().healthCheck();
    }

    @Test
    void theServicesOfAServerWithTheirMethodsAndMessages() throws Exception {
        HealthStatusManager health = new HealthStatusManager();
        try (InventoryServer both = InventoryServer.with(
                InsecureServerCredentials.create(),
                health.getHealthService(),
                ProtoReflectionServiceV1.newInstance())) {
            List<DiscoveredResource> found = ((DiscoveringConnector)
                            routes(both, "").connector().connector())
                    .discover()
                    .toCompletableFuture()
                    .join();
            assertThat(found)
                    .extracting(DiscoveredResource::name)
                    .startsWith("grpc.health.v1.Health", "shop.Inventory")
                    .contains("shop.Item", "shop.Everything", "shop.Colour")
                    .doesNotContain("google.protobuf.Timestamp");
            assertThat(named(found, "shop.Inventory").kind()).isEqualTo("service");
            assertThat(named(found, "shop.Inventory").fields())
                    .contains(
                            new Part("Get(shop.Key)", "shop.Item", ""),
                            new Part("Trade(stream shop.Item)", "stream shop.Item", ""));
            assertThat(named(found, "shop.Everything").fields())
                    .contains(
                            new Part("aInt64", "int64", ""),
                            new Part("items", "repeated shop.Item", ""),
                            new Part("byNumber", "map<int64, shop.Item>", ""),
                            new Part("time", "google.protobuf.Timestamp", ""));
            assertThat(named(found, "shop.Colour").fields()).contains(new Part("RED", "", ""));
        }
    }

    private static DiscoveredResource named(List<DiscoveredResource> all, String name) {
        return all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }
}
