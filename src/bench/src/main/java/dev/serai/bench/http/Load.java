/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends orders as fast as they are answered, over a number of connections. For each line of its input, a port and a number
 * of seconds, it prints how many were answered well, and how many were not.
 */
final class Load {

    private final Vertx vertx = Vertx.vertx();
    private final int connections;

    private Load(int connections) {
        this.connections = connections;
    }

    /** The first argument says how many connections. */
    public static void main(String... arguments) throws Exception {
        new Load(Integer.parseInt(arguments[0])).obey();
    }

    private void obey() throws IOException, InterruptedException {
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                String[] parts = line.split(" ", 2);
                System.out.println(new Round(Integer.parseInt(parts[0])).run(Integer.parseInt(parts[1])));
            }
        } finally {
            System.exit(0);
        }
    }

    /** Load on one server for a while. */
    private final class Round {

        private final HttpClient client;
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicLong good = new AtomicLong();
        private final AtomicLong bad = new AtomicLong();
        private final CountDownLatch running = new CountDownLatch(connections);

        Round(int port) {
            client = vertx.createHttpClient(new HttpClientOptions()
                    .setDefaultHost("127.0.0.1")
                    .setDefaultPort(port)
                    .setMaxPoolSize(connections));
        }

        String run(int seconds) throws InterruptedException {
            for (int i = 0; i < connections; i++) {
                next();
            }
            long unused = vertx.setTimer(seconds * 1000L, id -> over.set(true));
            running.await();
            client.close();
            return good + " " + bad;
        }

        private void next() {
            if (over.get()) {
                running.countDown();
                return;
            }
            client.request(HttpMethod.POST, "/orders")
                    .compose(request -> request.putHeader("Content-Type", "application/json")
                            .send(Buffer.buffer(Order.JSON))
                            .compose(response -> response.body().map(body -> isGood(response, body))))
                    .onComplete(answer -> {
                        (answer.succeeded() && answer.result() ? good : bad).incrementAndGet();
                        next();
                    });
        }

        private static boolean isGood(HttpClientResponse response, Buffer body) {
            String text = body.toString();
            return response.statusCode() == 200
                    && text.contains("\"order\":\"SO-2026-104711\"")
                    && text.contains("\"quantity\":3")
                    && text.contains("\"stock\":1240");
        }
    }
}
