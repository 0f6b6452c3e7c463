/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers that are slow, go away, send several requests at once, or much; and routes that come and go. */
class ConnectionsTest {

    private static final String ROUTES = """
            - route: { id: echo, from: { uri: "platform-http:/echo", steps: [ { setHeader: { name: x-thread, simple: "${threadName}" } } ] } }
            - route: { id: later, from: { uri: "platform-http:/later", steps: [ { delay: { simple: "${header.wait}" } }, { setBody: { simple: "${header.wait}" } } ] } }
            - route: { id: fails, from: { uri: "platform-http:/fails", steps: [ { delay: { constant: 10 } }, { throwException: { exceptionType: java.lang.IllegalStateException, message: x } } ] } }
            - route: { id: asks, from: { uri: "platform-http:/asks", steps: [ { to: { uri: "connector:self/GET", parameters: { endpoint: "/later", headers.wait: 20 } } }, { setHeader: { name: x-thread, simple: "${threadName}" } } ] } }
            - route: { id: asks-where, from: { uri: "platform-http:/asks-where", steps: [ { to: { uri: "connector:self/GET", parameters: { endpoint: "/later", headers.wait: 20 } } }, { bean: { ref: where, method: stack } } ] } }
            - route: { id: calls, from: { uri: "platform-http:/calls", steps: [ { to: direct:called } ] } }
            """;
    private static final String CALLED = """
            - route: { id: called, from: { uri: direct:called, steps: [ { setBody: { simple: "${threadName}" } } ] } }
            """;

    private static final String WHERE = """
            import org.apache.camel.BindToRegistry;

            @BindToRegistry("where")
            public class Where {
                public String stack() {
                    return java.util.Arrays.toString(Thread.currentThread().getStackTrace());
                }
            }
            """;

    @TempDir
    private Path folder;

    private HttpWorkspace workspace;

    @BeforeEach
    void start() {
        workspace = new HttpWorkspace(folder);
        workspace
                .file("routes.camel.yaml", ROUTES)
                .file("called.camel.yaml", CALLED)
                .file("Where.java", WHERE)
                .file("connectors.yaml", """
                        connectors:
                          - name: self
                            type: rest
                            connection: { url: "http://127.0.0.1:%d" }
                        """.formatted(workspace.port()))
                .properties("serai.http.threads.asks-where=event-loop\n")
                .start();
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    void aLargeBodyComesBackWhole() {
        String large = "0123456789".repeat(300_000);

        assertThat(workspace.post("/echo", "text/plain", large).body()).isEqualTo(large);
    }

    @Test
    void manyRequestsAtOnceAreEachAnsweredWithTheirOwn() {
        List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            replies.add(workspace.sendAsync(workspace
                    .request("/later")
                    .header("wait", Integer.toString(i % 50))
                    .build()));
        }

        for (int i = 0; i < 200; i++) {
            assertThat(replies.get(i).join().body()).isEqualTo(Integer.toString(i % 50));
        }
    }

    @Test
    void requestsThatComeTogetherOnOneConnectionAreAnsweredInTheirOrder() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), workspace.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(request("/later", "wait: 200\r\n", "").getBytes(StandardCharsets.UTF_8));
            out.write(request("/later", "wait: 1\r\n", "").getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

            assertThat(body(in, 3)).isEqualTo("200");
            assertThat(body(in, 1)).isEqualTo("1");
        }
    }

    @Test
    void aCallerThatSendsSlowlyHoldsUpNobody() throws Exception {
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), workspace.port())) {
            OutputStream out = slow.getOutputStream();
            String request = request("/echo", "Content-Length: 4\r\n", "ab");
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();

            assertThat(workspace.post("/echo", "text/plain", "quick").body()).isEqualTo("quick");

            out.write("cd".getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            assertThat(body(in, 4)).isEqualTo("abcd");
        }
    }

    @Test
    void nothingIsLeftOfACallerThatWentAway() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), workspace.port())) {
            socket.getOutputStream()
                    .write(request("/later", "wait: 300\r\n", "").getBytes(StandardCharsets.UTF_8));
            await().until(() -> workspace.context().getInflightRepository().size("later") == 1);
        }

        await().until(() -> workspace.context().getInflightRepository().size("later") == 0);
        assertThat(workspace.post("/echo", "text/plain", "still here").body()).isEqualTo("still here");
    }

    @Test
    void aFailureOnAnotherThreadIsAnswered() {
        assertThat(workspace.get("/fails").statusCode()).isEqualTo(500);
    }

    @Test
    void whatFollowsAReplyOfAConnectorRunsOnTheSameEventLoop() {
        HttpResponse<String> reply = workspace.get("/asks");

        assertThat(reply.body()).isEqualTo("20");
        assertThat(reply.headers().firstValue("x-thread").orElseThrow()).startsWith("vert.x-eventloop-thread");
    }

    @Test
    void whatFollowsAReplyOfAConnectorRunsWhereTheReplyIsRead() {
        String stack = workspace.get("/asks-where").body();

        // No hand-over between: the connection to the other server belongs to the event loop of the caller's own.
        assertThat(stack).contains("Http1xClientConnection");
    }

    @Test
    void connectionsAreSharedOutAmongEventLoops() throws IOException {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        Set<String> loops = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), workspace.port())) {
                socket.getOutputStream().write(request("/echo", "", "").getBytes(StandardCharsets.UTF_8));
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                        .lines()
                        .takeWhile(line -> !line.isEmpty())
                        .filter(line -> line.startsWith("x-thread"))
                        .forEach(loops::add);
            }
        }

        assertThat(loops).hasSizeGreaterThan(1);
    }

    @Test
    void theStopWaitsForARequestThatIsUnderWay() {
        CompletableFuture<HttpResponse<String>> reply = workspace.sendAsync(
                workspace.request("/later").header("wait", "1000").build());
        await().until(() -> workspace.context().getInflightRepository().size("later") == 1);

        workspace.close();

        assertThat(reply.join().body()).isEqualTo("1000");
    }

    @Test
    void aSuspendedRouteAnswersThatItIsNotThere() throws Exception {
        workspace.context().getRouteController().suspendRoute("echo");
        assertThat(workspace.get("/echo").statusCode()).isEqualTo(503);

        workspace.context().getRouteController().resumeRoute("echo");
        assertThat(workspace.post("/echo", "text/plain", "here").body()).isEqualTo("here");
    }

    @Test
    void aRouteMovesToAWorkerWhenWhatItCallsBeginsToBlock() throws IOException {
        assertThat(workspace.get("/calls").body()).startsWith("vert.x-eventloop-thread");
        Path called = folder.resolve("called.camel.yaml");
        Files.writeString(
                called, CALLED.replace("steps: [", "steps: [ { loop: { constant: 1, steps: [ { log: x } ] } },"));

        workspace.runtime().reload(List.of(called));

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(workspace.get("/calls").body()).startsWith("vert.x-worker-thread"));
        Files.writeString(called, CALLED);
        workspace.runtime().reload(List.of(called));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(workspace.get("/calls").body()).startsWith("vert.x-eventloop-thread"));
    }

    private static String request(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + headers
                + (headers.contains("Content-Length") ? "" : "Content-Length: 0\r\n") + "\r\n" + body;
    }

    private static String body(BufferedReader in, int length) throws IOException {
        String line = in.readLine();
        while (!line.isEmpty()) {
            line = in.readLine();
        }
        char[] text = new char[length];
        int read = 0;
        while (read < length) {
            read += in.read(text, read, length - read);
        }
        return new String(text);
    }
}
