/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.serai.testkit.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same requests get the same replies from Camel's engine, from ours on event loops, and from ours on workers. */
class ReplyParityTest {

    private static final String ROUTES = """
            - route: { from: { uri: "platform-http:/text", steps: [ { setHeader: { name: Content-Type, constant: text/plain } }, { setBody: { constant: "h\u00e4llo" } } ] } }
            - route: { from: { uri: "platform-http:/echo", steps: [ { setHeader: { name: x-seen, simple: "${header.CamelHttpMethod} ${header.CamelHttpQuery} ${header.q}" } } ] } }
            - route: { from: { uri: "platform-http:/string", steps: [ { setBody: { simple: "got ${body}" } } ] } }
            - route: { from: { uri: "platform-http:/path/{id}/{name}", steps: [ { setBody: { simple: "${header.id}-${header.name}" } } ] } }
            - route: { from: { uri: "platform-http:/prefix?matchOnUriPrefix=true", steps: [ { setBody: { simple: "${header.CamelHttpPath}" } } ] } }
            - route: { from: { uri: "platform-http:/only?httpMethodRestrict=PUT,DELETE", steps: [ { setBody: { simple: "${header.CamelHttpMethod}" } } ] } }
            - route: { from: { uri: "platform-http:/json?consumes=application/json&produces=application/json", steps: [ { unmarshal: { json: {} } }, { setHeader: { name: id, simple: "${body[id]}" } }, { marshal: { json: {} } } ] } }
            - route: { from: { uri: "platform-http:/status", steps: [ { setHeader: { name: CamelHttpResponseCode, constant: 418 } }, { setHeader: { name: x-own, constant: a } } ] } }
            - route: { from: { uri: "platform-http:/empty", steps: [ { setBody: { simple: "${null}" } } ] } }
            - route: { from: { uri: "platform-http:/bytes", steps: [ { convertBodyTo: { type: "byte[]" } } ] } }
            - route: { from: { uri: "platform-http:/number", steps: [ { setBody: { constant: 5 } }, { convertBodyTo: { type: Integer } } ] } }
            - route: { from: { uri: "platform-http:/map", steps: [ { unmarshal: { json: {} } } ] } }
            - route: { from: { uri: "platform-http:/fail", steps: [ { throwException: { exceptionType: java.lang.IllegalStateException, message: secret } } ] } }
            - route: { from: { uri: "platform-http:/loud?muteException=false", steps: [ { throwException: { exceptionType: java.lang.IllegalStateException, message: heard } } ] } }
            - route: { from: { uri: "platform-http:/back?returnHttpRequestHeaders=true", steps: [ { setBody: { constant: x } } ] } }
            - route: { from: { uri: "platform-http:/form", steps: [ { setBody: { simple: "${header.a} ${body}" } } ] } }
            - route: { from: { uri: "platform-http:/upload", steps: [ { setBody: { simple: "${header.CamelAttachmentsSize} ${header.CamelFileName}" } } ] } }
            - route: { from: { uri: "platform-http:/streaming?useStreaming=true", steps: [ { setBody: { simple: "got ${body}" } } ] } }
            - route: { from: { uri: "platform-http:/cookies?useCookieHandler=true", steps: [ { setBody: { constant: x } } ] } }
            - route: { from: { uri: "platform-http:/late?requestTimeout=100", steps: [ { delay: { constant: 400 } }, { setBody: { constant: x } } ] } }
            - route: { from: { uri: "platform-http:/stream", steps: [ { convertBodyTo: { type: java.io.InputStream } } ] } }
            """;

    private static final String UPLOAD = """
            --xx\r
            Content-Disposition: form-data; name="f"; filename="a.txt"\r
            Content-Type: text/plain\r
            \r
            content\r
            --xx--\r
            """;

    /** Of the moment, or of how the bytes are sent. */
    private static final Set<String> NOT_COMPARED = Set.of("content-length", "transfer-encoding", "date");

    private static final Map<String, Server> SERVERS = new LinkedHashMap<>();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() throws Exception {
        SERVERS.put("camel", Server.start(false, "auto"));
        SERVERS.put("event loop", Server.start(true, "auto"));
        SERVERS.put("worker", Server.start(true, "worker"));
    }

    @AfterAll
    static void stop() throws Exception {
        for (Server server : SERVERS.values()) {
            server.context.close();
        }
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                arguments("GET", "/text", null, null),
                arguments("HEAD", "/text", null, null),
                arguments("POST", "/echo?q=1&q=2", "text/plain", "hello"),
                arguments("PUT", "/echo", "application/octet-stream", ""),
                arguments("POST", "/string", "text/plain; charset=ISO-8859-1", "hello"),
                arguments("POST", "/string", "text/plain", "x".repeat(200_000)),
                arguments("GET", "/path/7/a%20b", null, null),
                arguments("GET", "/prefix/deeper/still", null, null),
                arguments("DELETE", "/only", null, null),
                arguments("GET", "/only", null, null),
                arguments("POST", "/json", "application/json", "{\"id\": 7, \"text\": \"h\u00e4\"}"),
                arguments("POST", "/json", "application/json", "not json"),
                arguments("POST", "/json", "text/plain", "{}"),
                arguments("GET", "/status", null, null),
                arguments("GET", "/empty", null, null),
                arguments("POST", "/bytes", "image/png", "bytes"),
                arguments("GET", "/number", null, null),
                arguments("POST", "/map", "application/json", "{\"id\": 7}"),
                arguments("GET", "/fail", null, null),
                arguments("GET", "/loud", null, null),
                arguments("GET", "/back", null, null),
                arguments("POST", "/form", "application/x-www-form-urlencoded", "a=1&b=2"),
                arguments("POST", "/upload", "multipart/form-data; boundary=xx", UPLOAD),
                arguments("POST", "/streaming", "text/plain", "hello"),
                arguments("GET", "/cookies", null, null),
                arguments("GET", "/late", null, null),
                arguments("POST", "/stream", "text/plain", "hello"),
                arguments("GET", "/nowhere", null, null),
                arguments("OPTIONS", "/text", null, null));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void theReplyIsTheSame(String method, String path, String contentType, String body) throws Exception {
        String expected = SERVERS.get("camel").reply(method, path, contentType, body);

        assertThat(SERVERS.get("event loop").reply(method, path, contentType, body))
                .isEqualTo(expected);
        assertThat(SERVERS.get("worker").reply(method, path, contentType, body)).isEqualTo(expected);
    }

    /** A server with the routes. */
    private record Server(CamelContext context, int port) {

        static Server start(boolean ours, String threads) throws Exception {
            int port = FreePort.find();
            CamelContext context = new DefaultCamelContext();
            Properties properties = new Properties();
            properties.setProperty("serai.http.threads", threads);
            context.getPropertiesComponent().setInitialProperties(properties);
            if (ours) {
                HttpEngine.serve(context);
            }
            VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
            configuration.setBindHost("127.0.0.1");
            configuration.setBindPort(port);
            configuration.getCors().setEnabled(true);
            context.addService(new VertxPlatformHttpServer(configuration), true, true);
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("x.camel.yaml", ROUTES));
            context.start();
            return new Server(context, port);
        }

        String reply(String method, String path, String contentType, String body) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Accept", "*/*")
                    .header("Origin", "http://shop.example.com")
                    .header("X-Caller", "me")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
            if (contentType != null) {
                request.header("Content-Type", contentType);
            }
            HttpResponse<String> response =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            Map<String, Object> headers = new TreeMap<>();
            response.headers().map().forEach((name, values) -> {
                if (!NOT_COMPARED.contains(name.toLowerCase(Locale.ROOT))) {
                    headers.put(name.toLowerCase(Locale.ROOT), values);
                }
            });
            // A stack trace differs below its first line, and ports differ.
            String text = response.body().startsWith("java.lang.")
                    ? response.body().lines().findFirst().orElseThrow()
                    : response.body();
            return (response.statusCode() + " " + headers + " " + text).replace(":" + port, ":PORT");
        }
    }
}
