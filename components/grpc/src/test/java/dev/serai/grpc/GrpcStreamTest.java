/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.testkit.ConnectorRoutes;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Routes that begin with every message of a server's stream. */
class GrpcStreamTest extends GrpcServerTest {

    private static final String BRISK = "    retry: { delay: 10ms, maxDelay: 20ms }\n";
    private static final String WATCH = "connector:api/stream?method=shop.Inventory/Watch";

    private final List<Object> received = new CopyOnWriteArrayList<>();

    private static void receive(ConnectorRoutes routes, String endpoint, Processor step) throws Exception {
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(endpoint).routeId("receiving").process(step);
            }
        });
    }

    private void keep(Exchange exchange) {
        received.add(map(exchange.getMessage().getBody()).get("quantity"));
    }

    private static ConditionFactory await(String sentence) {
        return Awaitility.await(sentence).atMost(Duration.ofSeconds(60));
    }

    @Test
    void everyMessageStartsTheRoute() throws Exception {
        server.answer("Watch", call -> {
            for (int i = 0; i < 5; i++) {
                call.send("{\"quantity\":" + i + "}");
            }
        });
        receive(routes(BRISK), WATCH + "&request.sku=A&metadata.tenant=north", this::keep);
        await("all messages came").until(() -> received.size() == 5);
        assertThat(received).isEqualTo(List.of(0, 1, 2, 3, 4));
        InventoryServer.Call call = server.calls().get(0);
        assertThat(call.request()).isEqualTo("{\"sku\":\"A\"}");
        assertThat(call.header("tenant")).isEqualTo("north");
        assertThat(call.headers().keys()).as("no deadline").doesNotContain("grpc-timeout");
    }

    @Test
    void stoppingTheRouteEndsTheCallAtTheServer() throws Exception {
        server.answer("Watch", call -> call.send("{}"));
        ConnectorRoutes routes = routes(BRISK);
        receive(routes, WATCH, this::keep);
        await("a message came").until(() -> received.size() == 1);
        routes.context().getRouteController().stopRoute("receiving");
        Endless.awaitCancelled(server.calls().get(0));
    }

    @Test
    void aSlowRouteMakesTheServerWait() throws Exception {
        AtomicLong count = new AtomicLong();
        CountDownLatch gate = new CountDownLatch(1);
        AtomicLong sent = new AtomicLong();
        server.answer("Watch", call -> Endless.send(call, "{\"note\":\"" + "x".repeat(1000) + "\"}", sent));
        receive(routes(BRISK), WATCH + "&buffer=10", exchange -> {
            count.incrementAndGet();
            gate.await();
        });
        await("the first message is in the route").until(() -> count.get() == 1);
        AtomicLong last = new AtomicLong(-1);
        await("the server waits")
                .until(() -> !server.calls().get(0).replies().isReady() && last.getAndSet(sent.get()) == sent.get());
        // What fits into the windows and buffers of a connection, of megabytes at most; the server would send for ever.
        assertThat(sent.get()).isPositive().isLessThan(20_000);
        gate.countDown();
        await("it goes on").until(() -> count.get() > 25_000);
    }

    @Test
    void manyMessagesPassThroughASmallBuffer() throws Exception {
        assertAllPass(50_000);
    }

    @Test
    @Tag("thorough")
    void aMillionMessagesPassThroughASmallBuffer() throws Exception {
        assertAllPass(1_000_000);
    }

    private void assertAllPass(int messages) throws Exception {
        AtomicLong count = new AtomicLong();
        server.answer("Watch", call -> Endless.send(call, "{\"quantity\":7}", messages));
        receive(routes(BRISK), WATCH + "&buffer=100&whenEnded=stop", exchange -> count.incrementAndGet());
        await("all messages came").until(() -> count.get() == messages);
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void aStreamThatFailsIsSubscribedAgain() throws Exception {
        server.answer("Watch", call -> {
            call.send("{\"quantity\":" + server.calls().size() + "}");
            call.fail(Status.UNAVAILABLE.withDescription("restarting"));
        });
        receive(routes(BRISK), WATCH, this::keep);
        await("it came back twice").until(() -> received.size() >= 3);
        assertThat(List.copyOf(received).subList(0, 3)).isEqualTo(List.of(1, 2, 3));
    }

    @Test
    void aServerThatDiesIsFoundAgain() throws Exception {
        try (InventoryServer mortal = InventoryServer.start()) {
            mortal.answer(
                    "Watch", call -> call.send("{\"quantity\":" + mortal.calls().size() + "}"));
            receive(routes(mortal, BRISK), WATCH, this::keep);
            await("a message came").until(() -> received.size() == 1);
            mortal.stop();
            mortal.startAgain();
            await("another came after the restart").until(() -> received.size() >= 2);
        }
    }

    @Test
    void aServerThatIsAwayAtTheStartIsWaitedFor() throws Exception {
        try (InventoryServer mortal = InventoryServer.start()) {
            mortal.answer("Watch", call -> call.send("{\"quantity\":1}"));
            mortal.stop();
            receive(routes(mortal, BRISK), WATCH, this::keep);
            mortal.startAgain();
            await("a message came").until(() -> received.size() == 1);
        }
    }

    @Test
    void refusedCredentialsAreRenewedOnce() throws Exception {
        server.answer("Watch", call -> {
            if ("fresh".equals(call.header("x-token"))) {
                call.send("{\"quantity\":1}");
            } else {
                call.fail(Status.UNAUTHENTICATED);
            }
        });
        ConnectorRoutes routes = declared(
                "    connection: { url: \"grpc://" + server.address()
                        + "\", auth: { type: custom, provider: \"#class:" + Renewing.class.getName() + "\" } }\n"
                        + "    retry: { delay: 60s, maxDelay: 60s }\n",
                Map.of());
        receive(routes, WATCH, this::keep);
        await("a message came").until(() -> received.size() == 1);
        assertThat(server.calls()).hasSize(2);
    }

    @Test
    void aMethodWithoutAStreamIsRefused() throws Exception {
        ConnectorRoutes routes = routes(BRISK);
        GrpcConnector connector = (GrpcConnector) routes.connector().connector();
        Subscribed subscribed = new Subscribed();
        connector
                .subscribe(routes.connector().operation("stream"), Map.of(GrpcOperations.METHOD, "shop.Inventory/Get"))
                .subscribe(subscribed);
        await("it is refused").until(() -> subscribed.failure != null);
        assertThat(subscribed.failure)
                .hasMessageContaining("shop.Inventory/Get answers with one message, not with a stream.");
        assertThatThrownBy(() -> connector.subscribe(
                        routes.connector().operation("stream"), Map.of(GrpcOperations.METHOD, "nonsense")))
                .hasMessageContaining("is not written as package.Service/Method");
    }

    /** The rules of {@link java.util.concurrent.Flow}: never more than was requested, and nothing after cancelling. */
    @Test
    void noMoreComesThanWasRequested() throws Exception {
        server.answer("Watch", call -> Endless.send(call, "{}"));
        ConnectorRoutes routes = routes(BRISK);
        Subscribed subscribed = new Subscribed();
        ((GrpcConnector) routes.connector().connector())
                .subscribe(
                        routes.connector().operation("stream"), Map.of(GrpcOperations.METHOD, "shop.Inventory/Watch"))
                .subscribe(subscribed);
        subscribed.subscription.request(3);
        await("three came").until(() -> subscribed.count.get() == 3);
        subscribed.subscription.request(2);
        await("five came").until(() -> subscribed.count.get() == 5);
        await("the server waits for more")
                .until(() -> !server.calls().get(0).replies().isReady());
        assertThat(subscribed.count.get()).isEqualTo(5);
        subscribed.subscription.cancel();
        Endless.awaitCancelled(server.calls().get(0));
        assertThat(subscribed.failure).isNull();
    }

    @Test
    void aSubscriberMayRequestWithoutEnd() throws Exception {
        server.answer("Watch", call -> Endless.send(call, "{}", 5000));
        ConnectorRoutes routes = routes(BRISK);
        Subscribed subscribed = new Subscribed();
        ((GrpcConnector) routes.connector().connector())
                .subscribe(
                        routes.connector().operation("stream"), Map.of(GrpcOperations.METHOD, "shop.Inventory/Watch"))
                .subscribe(subscribed);
        subscribed.subscription.request(Long.MAX_VALUE);
        subscribed.subscription.request(Long.MAX_VALUE);
        await("all came").until(() -> subscribed.complete);
        assertThat(subscribed.count.get()).isEqualTo(5000);
    }
}
