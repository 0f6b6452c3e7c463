/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * A stock service in a process of its own. Before it answers a request it appends the idempotency key to a file and
 * syncs it, so the file tells what was asked whatever happens to the asking process.
 */
final class StockService {

    private final FileChannel asked;
    private final Set<String> articles;
    private final Random random = new Random(7);

    private StockService(FileChannel asked, Set<String> articles) {
        this.asked = asked;
        this.articles = articles;
    }

    /** Arguments: the file for the port, the file for the keys, the file that holds the articles, one a line. */
    public static void main(String... arguments) throws IOException {
        FileChannel asked = FileChannel.open(
                Path.of(arguments[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        StockService service = new StockService(asked, Set.copyOf(Files.readAllLines(Path.of(arguments[2]))));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.createContext("/stock/reservations", service::answer);
        server.start();
        Path port = Path.of(arguments[0]);
        Path written = port.resolveSibling("port.tmp");
        Files.writeString(written, Integer.toString(server.getAddress().getPort()));
        Files.move(written, port, StandardCopyOption.ATOMIC_MOVE);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode lines = new ObjectMapper().readTree(exchange.getRequestBody());
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            boolean busy;
            synchronized (asked) {
                asked.write(ByteBuffer.wrap((key + "\n").getBytes(StandardCharsets.UTF_8)));
                asked.force(true);
                busy = random.nextInt(20) == 0;
            }
            if (busy) {
                send(exchange, 503, Map.of("message", "busy"));
                return;
            }
            for (JsonNode line : lines) {
                if (!articles.contains(line.path("sku").asText())) {
                    send(exchange, 404, Map.of("message", "There is no such article."));
                    return;
                }
            }
            send(exchange, 200, Map.of("reservation", "for " + key));
        }
    }

    private static void send(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = new ObjectMapper().writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
