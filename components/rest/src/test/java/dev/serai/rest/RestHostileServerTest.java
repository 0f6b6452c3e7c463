/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.testkit.ConnectorRoutes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that break the rules of HTTP harm nobody but their own replies. */
@Timeout(60)
class RestHostileServerTest {

    private static final String GET = "connector:api/GET?endpoint=/x";

    @TempDir
    private Path folder;

    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    private ConnectorRoutes routes;

    @AfterEach
    void stop() throws IOException {
        if (routes != null) {
            routes.close();
        }
        for (Socket connection : connections) {
            connection.close();
        }
        server.close();
    }

    @Test
    void aBodyThatEndsBeforeItsLengthIsNoReply() throws Exception {
        serve((request, out) -> {
            send(out, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nonly this");
            throw new IOException("That is all.");
        });

        assertThat(failure().code()).isEqualTo("SERAI-HTTP-007");
    }

    @Test
    void aBodyThatIsShorterThanItsLengthIsNotWaitedForForEver() throws Exception {
        serve((request, out) ->
                send(out, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nonly this"));

        assertThat(failure().category()).isEqualTo(ErrorCategory.TIMEOUT);
    }

    @Test
    void whatComesBehindABodyIsNotTheReplyToTheNextRequest() throws Exception {
        serve((request, out) -> send(out, text("request " + request) + (request == 1 ? text("not asked for") : "")));

        assertThat(call()).isEqualTo("request 1");
        // A connection that says what nobody asked for is not used again; a call that had just taken it is repeated.
        assertThat(call()).isEqualTo("request 1");
        assertThat(connections).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void aPackedBodyThatWasCutOffIsNoReply(String encoding) throws Exception {
        byte[] packed = packed(encoding, "a text of some length, ".repeat(100));
        serve((request, out) -> {
            send(
                    out,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: " + encoding
                            + "\r\nContent-Length: " + (packed.length / 2) + "\r\n\r\n");
            out.write(packed, 0, packed.length / 2);
            out.flush();
        });

        ConnectorException failure = failure();
        assertThat(failure.code()).isEqualTo("SERAI-HTTP-007");
        assertThat(failure).hasMessageContaining("its packed body ends too early");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate", "raw deflate"})
    void aPackedBodyIsUnpackedWholeAndAsAStream(String encoding) throws Exception {
        String text = "a text of some length, ".repeat(1_000);
        byte[] packed = packed(encoding, text);
        serve((request, out) -> {
            send(
                    out,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: " + encoding.replace("raw ", "")
                            + "\r\nContent-Length: " + packed.length + "\r\n\r\n");
            out.write(packed);
            out.flush();
        });

        assertThat(call()).isEqualTo(text);
        try (InputStream stream = (InputStream) routes.answer(GET + "&responseType=stream", null, Map.of())) {
            assertThat(stream).hasContent(text);
        }
    }

    @Test
    void whoAsksForAnEncodingGetsIt() throws Exception {
        byte[] packed = packed("gzip", "text");
        serve((request, out) -> {
            send(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n\r\n");
            out.write(packed);
            out.flush();
        });
        start("options: { requestTimeout: 5s }");

        assertThat(routes.answer(GET + "&responseType=bytes&headers.Accept-Encoding=gzip", null, Map.of()))
                .isEqualTo(packed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this is no HTTP\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnonsense\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 7\r\n\r\nno gzip"
            })
    void aReplyThatIsNoneIsAFailure(String reply) throws Exception {
        serve((request, out) -> send(out, reply));

        assertThat(failure().category()).isIn(ErrorCategory.CONNECTION, ErrorCategory.REMOTE);
    }

    @Test
    void endlessHeadersAreNotTakenIn() throws Exception {
        serve((request, out) -> {
            send(out, "HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 1_000_000; i++) {
                send(out, "X-" + i + ": " + "x".repeat(1_000) + "\r\n");
            }
        });

        assertThat(failure().category()).isIn(ErrorCategory.CONNECTION, ErrorCategory.REMOTE);
    }

    @Test
    void aStreamedReplyThatNobodyReadsIsLeft() throws Exception {
        serve((request, out) -> {
            send(
                    out,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
            for (int i = 0; i < 100_000; i++) {
                send(out, chunk);
            }
        });
        Exchange reply = start("options: { idleTimeout: 1s }").send(GET + "&responseType=stream", null, Map.of());
        InputStream body = (InputStream) reply.getMessage().getBody();

        assertThat(body.read()).isEqualTo('x');
        await().until(() -> connections.get(0).isClosed());
    }

    private static String text(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Answers the requests of each connection, counted from 1; one that fails closes its connection. */
    private void serve(Answers answers) throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        accept(connection -> {
            for (int request = 1; requested(connection.getInputStream()); request++) {
                answers.answer(request, connection.getOutputStream());
            }
        });
    }

    private void accept(Connections use) {
        Thread accepting = new Thread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket connection = server.accept();
                    connections.add(connection);
                    Thread serving = new Thread(() -> {
                        try (connection) {
                            use.serve(connection);
                        } catch (IOException e) {
                            // The client has left, or the server wants to.
                        }
                    });
                    serving.setDaemon(true);
                    serving.start();
                } catch (IOException e) {
                    return;
                }
            }
        });
        accepting.setDaemon(true);
        accepting.start();
    }

    /** Reads the head of a request that has no body; gives false at the end. */
    private static boolean requested(InputStream in) throws IOException {
        int last = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            last = last << 8 | next;
            if (last == 0x0d0a0d0a) {
                return true;
            }
        }
        return false;
    }

    private ConnectorRoutes start(String further) throws Exception {
        return start(further, 0);
    }

    private ConnectorRoutes start(String further, int retries) throws Exception {
        routes = ConnectorRoutes.start(
                folder,
                "rest",
                "    connection: { url: \"http://127.0.0.1:" + server.getLocalPort() + "\" }\n"
                        + "    retry: { maxRetries: " + retries + ", delay: 1ms }\n    " + further + "\n",
                Map.of());
        return routes;
    }

    private Object call() throws Exception {
        if (routes == null) {
            start("options: { requestTimeout: 5s }", 3);
        }
        return routes.answer(GET, null, Map.of());
    }

    private static byte[] packed(String encoding, String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = encoding.endsWith("gzip")
                ? new GZIPOutputStream(packed)
                : new DeflaterOutputStream(packed, new Deflater(-1, encoding.startsWith("raw")))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private ConnectorException failure() throws Exception {
        return start("options: { requestTimeout: 2s }").failure(GET, null, Map.of());
    }

    /** Answers one request. */
    private interface Answers {
        void answer(int request, OutputStream out) throws IOException;
    }

    /** Serves one connection. */
    private interface Connections {
        void serve(Socket connection) throws IOException;
    }
}
