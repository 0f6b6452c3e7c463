/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.testkit.ConnectorRoutes;
import io.vertx.core.http.ServerWebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server sends by itself starts a route, over a socket that comes back. */
@Timeout(60)
class WebSocketStreamTest {

    @TempDir
    private Path folder;

    private final Queue<Object> seen = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Semaphore work = new Semaphore(0);
    private SocketServer server;
    private CamelContext context;

    @AfterEach
    void stop() {
        work.release(1_000_000);
        if (context != null) {
            context.stop();
        }
        server.close();
    }

    @Test
    void aMessageOfTheServerIsAMessageOfTheRoute() throws Exception {
        serve(socket -> {
            socket.writeTextMessage("{\"n\": 1}");
            socket.writeTextMessage("[2]");
        });
        start("", "", this::see);
        await().until(() -> seen.size() == 2);

        assertThat(seen).containsExactly(Map.of("n", 1), List.of(2));
    }

    @Test
    void theSubscriptionIsSentEachTimeTheSocketOpensBehindTheLogin() throws Exception {
        serve(socket -> {});
        start("    login: '{{login}}'\n", "?path=/feed&subscribe.topic=news", this::see);
        await().until(() -> server.messages.size() == 2);
        assertThat(server.socket().path()).isEqualTo("/feed");
        server.socket().close((short) 1012);
        await().until(() -> server.messages.size() == 4);
        server.socket().writeTextMessage("\"again\"");
        await().until(() -> seen.size() == 1);

        assertThat(server.messages).containsExactly("me", "{\"topic\":\"news\"}", "me", "{\"topic\":\"news\"}");
    }

    @Test
    void aSlowRouteMakesTheServerWait() throws Exception {
        int messages = 20_000;
        String padding = "x".repeat(1_000);
        AtomicInteger sent = new AtomicInteger();
        serve(socket -> sendWhileThereIsRoom(socket, sent, messages, padding));
        start("", "?buffer=10", this::slowly);
        await().until(() -> server.sockets.size() == 1 && server.socket().writeQueueFull());
        assertThat(sent.get()).isLessThan(messages);
        work.release(messages);
        await().until(() -> seen.size() == messages);

        assertThat(seen.stream().map(message -> ((Map<?, ?>) message).get("n")).toList())
                .isEqualTo(IntStream.range(0, messages).boxed().toList());
    }

    private static void sendWhileThereIsRoom(ServerWebSocket socket, AtomicInteger sent, int messages, String padding) {
        while (sent.get() < messages && !socket.writeQueueFull()) {
            socket.writeTextMessage("{\"n\": " + sent.getAndIncrement() + ", \"padding\": \"" + padding + "\"}");
        }
        socket.drainHandler(drained -> sendWhileThereIsRoom(socket, sent, messages, padding));
    }

    @Test
    void whatCameBeforeTheEndIsWorkedOffHoweverSlowTheRouteIs() throws Exception {
        serve(socket -> {
            if (server.sockets.isEmpty()) {
                for (int i = 0; i < 12; i++) {
                    socket.writeTextMessage(Integer.toString(i));
                }
                socket.close((short) 1011);
            }
        });
        start("", "?buffer=2", this::slowly);
        await().until(() -> server.sockets.size() == 1 && server.socket().isClosed());
        work.release(12);
        await().until(() -> seen.size() == 12);
        await().until(() -> server.sockets.size() == 2);

        assertThat(List.copyOf(seen)).isEqualTo(IntStream.range(0, 12).boxed().toList());
    }

    @Test
    void ofMessagesThatComeTogetherWithTheEndNoneIsLost() throws Exception {
        int sockets = 200;
        int each = 12;
        serve(socket -> {
            int before = server.sockets.size();
            if (before < sockets) {
                IntStream.range(before * each, (before + 1) * each)
                        .forEach(n -> socket.writeTextMessage(Integer.toString(n)));
                socket.close((short) 1011);
            }
        });
        start("", "?buffer=2", this::see);
        await().atMost(Duration.ofSeconds(50)).until(() -> server.sockets.size() == sockets + 1);

        assertThat(List.copyOf(seen))
                .isEqualTo(IntStream.range(0, sockets * each).boxed().toList());
    }

    @Test
    void aMessageThatCannotBeReadGoesToTheRoutesErrorHandling() throws Exception {
        serve(socket -> {
            socket.writeTextMessage("<html>");
            socket.writeTextMessage("\"fine\"");
        });
        start("", "", this::see);
        await().until(() -> seen.size() == 1 && failures.size() == 1);

        assertThat(seen).containsExactly("fine");
        assertThat(failures.peek())
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(WebSocketErrors.MESSAGE_UNREADABLE));
    }

    @Test
    void aStoppedRouteLeavesTheServer() throws Exception {
        serve(socket -> {});
        start("", "", this::see);
        await().until(() -> server.sockets.size() == 1);
        context.getRouteController().stopRoute("reader");

        await().until(() -> server.socket().isClosed());
        assertThat(server.socket().closeStatusCode()).isEqualTo((short) 1000);
    }

    @Test
    void aServerThatIsAwayIsWaitedFor() throws Exception {
        SocketServer away = SocketServer.start(socket -> {});
        int port = away.port();
        away.close();
        declare(port, "");
        route("", this::see);
        context.start();
        server = SocketServer.startOn(port, socket -> socket.writeTextMessage("\"at last\""));
        await().until(() -> seen.size() == 1);

        assertThat(seen).containsExactly("at last");
    }

    private void see(Exchange exchange) {
        seen.add(exchange.getMessage().getBody());
    }

    private void slowly(Exchange exchange) throws InterruptedException {
        work.acquire();
        see(exchange);
    }

    private void serve(Consumer<ServerWebSocket> use) {
        server = SocketServer.start(use);
    }

    private void start(String further, String options, Processor processor) throws Exception {
        declare(server.port(), further);
        route(options, processor);
        context.start();
    }

    private void declare(int port, String further) throws Exception {
        context = ConnectorRoutes.declare(
                folder,
                "websocket",
                "    connection: { url: \"ws://127.0.0.1:" + port
                        + "\" }\n    retry: { delay: 10ms, maxDelay: 100ms }\n" + further,
                Map.of("login", "me"));
    }

    private void route(String options, Processor processor) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(ConnectorException.class)
                        .handled(true)
                        .process(exchange ->
                                failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
                from("connector:api/stream" + options).routeId("reader").process(processor);
            }
        });
    }
}
