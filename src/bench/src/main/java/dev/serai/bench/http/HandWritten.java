/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The route as somebody would write it by hand who knows Vert.x well: an instance and a client for each event loop. */
final class HandWritten extends AbstractVerticle {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);

    private final int port;
    private final int upstream;
    private HttpClient client;

    private HandWritten(int port, int upstream) {
        this.port = port;
        this.upstream = upstream;
    }

    /** Listens on the port that is the first argument, and asks the one that is the second. */
    public static void main(String... arguments) {
        int port = Integer.parseInt(arguments[0]);
        int upstream = Integer.parseInt(arguments[1]);
        Vertx.vertx()
                .deployVerticle(
                        () -> new HandWritten(port, upstream),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .onFailure(failure -> System.exit(1));
    }

    @Override
    public void start(Promise<Void> started) {
        client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(upstream)
                .setMaxPoolSize(32));
        vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(port, "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void answer(HttpServerRequest request) {
        request.body()
                .compose(this::order)
                .onSuccess(reply -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(reply))
                .onFailure(failure -> request.response().setStatusCode(500).end());
    }

    private Future<Buffer> order(Buffer body) {
        JsonNode order = tree(body);
        JsonNode line = order.path("lines").path(0);
        ObjectNode reply = MAPPER.createObjectNode();
        reply.set("order", order.path("id"));
        reply.set("customer", order.path("customer").path("number"));
        reply.set("country", order.path("delivery").path("country"));
        reply.set("sku", line.path("sku"));
        reply.set("quantity", line.path("quantity"));
        return client.request(HttpMethod.GET, "/articles/" + line.path("sku").textValue())
                .compose(request -> request.send().compose(HttpClientResponse::body))
                .map(article -> bytes(reply.set("article", tree(article))));
    }

    private static JsonNode tree(Buffer json) {
        try {
            return READER.readTree(json.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Buffer bytes(JsonNode tree) {
        try {
            return Buffer.buffer(MAPPER.writeValueAsBytes(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
