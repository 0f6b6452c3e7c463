/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A small system that keeps texts by name, over HTTP, for tests of connectors and of what stands in front of them. It can
 * be told to go away, to keep callers waiting, to fail, and to repeat the caller's password in its errors. Thread-safe.
 *
 * <table>
 * <caption>What it answers, to those who give the user and the password (Basic)</caption>
 * <tr><td>{@code GET /}</td><td>that it is there</td></tr>
 * <tr><td>{@code GET, PUT, DELETE /keys/NAME}</td><td>one text</td></tr>
 * <tr><td>{@code POST /keys/NAME/append}</td><td>makes a text longer, once for each {@code Idempotency-Key}</td></tr>
 * <tr><td>{@code POST /keys}</td><td>puts a JSON object of texts, all or, when one is null, none</td></tr>
 * <tr><td>{@code GET /sum/PREFIX}</td><td>adds up numbers</td></tr>
 * <tr><td>{@code POST /query}</td><td>reads records {@code {name, value, length}}: takes JSON with prefix, after,
 * filters, sort, fields, offset and limit, and gives records and total</td></tr>
 * <tr><td>{@code GET /records?prefix=…&offset=…&limit=…}</td><td>a page of them</td></tr>
 * </table>
 */
public final class KeyValueServer extends StandIn {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String authorization;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "key-value-server");
        thread.setDaemon(true);
        return thread;
    });
    private final TcpProxy front;
    private final KeyValueStore store = new KeyValueStore();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Request, String>> further = new ConcurrentHashMap<>();
    private volatile boolean indiscreet;
    private int failuresLeft;
    private int failureStatus;

    private KeyValueServer(String user, String password) throws IOException {
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        // In front of it, because an HTTP server neither tells of its connections nor breaks them.
        this.front = TcpProxy.start(
                server.getAddress().getHostString(), server.getAddress().getPort());
    }

    /** A running, empty server that lets one user in. */
    public static KeyValueServer start(String user, String password) {
        try {
            return new KeyValueServer(user, password);
        } catch (IOException e) {
            throw new UncheckedIOException("The key-value server cannot start.", e);
        }
    }

    /** The address of the root, without a slash at its end. It stays the same while the server is away. */
    public String url() {
        return "http://127.0.0.1:" + front.port();
    }

    /** The next calls are answered with a status, and do nothing. */
    public synchronized void fail(int times, int status) {
        failuresLeft = times;
        failureStatus = status;
    }

    /** Whether errors repeat the caller's credentials. */
    public void repeatCredentials(boolean value) {
        indiscreet = value;
    }

    /** Every call but those of {@code GET /}, oldest first. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public int calls() {
        return requests.size();
    }

    @Override
    List<TcpProxy> fronts() {
        return List.of(front);
    }

    /** How often something was changed. */
    public int changes() {
        return store.changes();
    }

    /** Answers the calls of a further path with JSON. What they do, they do by the other methods of this class. */
    public void serve(String path, Function<Request, String> answer) {
        further.put(path, answer);
    }

    /** Makes a text longer, past all faults, and gives it; once for each key that is not null. */
    public String append(String name, String more, String idempotencyKey) {
        return store.append(name, more, idempotencyKey);
    }

    /** Reads records, past all faults, as {@code POST /query} does. */
    public Map<String, Object> query(Map<String, Object> query) {
        return store.query(query);
    }

    /** The text of that name, or null. */
    public String value(String name) {
        return store.get(name);
    }

    /** Puts a text, past all faults. */
    public void put(String name, String value) {
        store.put(name, value);
    }

    /** Is as at the start: there, empty, without faults, without a memory of requests. */
    public void reset() {
        release();
        front.restore();
        fail(0, 0);
        indiscreet = false;
        requests.clear();
        store.clear();
    }

    @Override
    public void close() {
        release();
        front.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getRawPath();
            if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, "Who are you?");
                return;
            }
            Request request = new Request(
                    exchange.getRequestMethod(),
                    path,
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    body);
            if (!path.equals("/")) {
                requests.add(request);
                await(exchange.getRemoteAddress().getPort());
            }
            int failure = nextFailure();
            if (failure > 0) {
                answer(exchange, failure, "It went wrong.");
            } else {
                serve(exchange, request);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized int nextFailure() {
        if (failuresLeft == 0) {
            return 0;
        }
        failuresLeft--;
        return failureStatus;
    }

    private void serve(HttpExchange exchange, Request request) throws IOException {
        String path = request.path();
        String body = request.body();
        String call = request.method() + " " + path;
        try {
            if (further.containsKey(path)) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                answer(exchange, 200, further.get(path).apply(request));
            } else if (call.equals("GET /")) {
                answer(exchange, 200, "ready");
            } else if (call.equals("POST /query")) {
                answer(exchange, 200, JSON.writeValueAsString(store.query(map(body))));
            } else if (call.equals("GET /records")) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                answer(exchange, 200, JSON.writeValueAsString(store.query(query(exchange))));
            } else if (call.equals("POST /keys")) {
                store.putAll(map(body));
                answer(exchange, 200, "");
            } else if (call.startsWith("GET /sum/")) {
                answer(exchange, 200, store.sum(name(path, "/sum/")).toPlainString());
            } else if (path.startsWith("/keys/")) {
                key(exchange, path, body);
            } else {
                answer(exchange, 404, "There is nothing at " + path + ".");
            }
        } catch (IllegalArgumentException e) {
            answer(exchange, 422, "Refused: " + e.getMessage());
        }
    }

    private void key(HttpExchange exchange, String path, String body) throws IOException {
        String method = exchange.getRequestMethod();
        if (method.equals("POST") && path.endsWith("/append")) {
            String name = name(path.substring(0, path.length() - "/append".length()), "/keys/");
            answer(
                    exchange,
                    200,
                    store.append(name, body, exchange.getRequestHeaders().getFirst("Idempotency-Key")));
            return;
        }
        String name = name(path, "/keys/");
        switch (method) {
            case "GET" -> {
                String value = store.get(name);
                answer(exchange, value == null ? 404 : 200, value == null ? "There is no key '" + name + "'." : value);
            }
            case "PUT" -> {
                store.put(name, body);
                answer(exchange, 200, "");
            }
            case "DELETE" -> {
                store.remove(name);
                answer(exchange, 200, "");
            }
            default -> answer(exchange, 405, "There is no " + method + ".");
        }
    }

    private static String name(String path, String before) {
        return URLDecoder.decode(path.substring(before.length()), StandardCharsets.UTF_8);
    }

    /** A page by its parameters {@code prefix}, {@code offset} and {@code limit}. */
    private static Map<String, Object> query(HttpExchange exchange) {
        Map<String, Object> query = new HashMap<>();
        for (String pair : exchange.getRequestURI().getRawQuery().split("&", -1)) {
            String value = URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8);
            String name = pair.substring(0, pair.indexOf('='));
            query.put(name, name.equals("prefix") ? value : (Object) Integer.valueOf(value));
        }
        return query;
    }

    private static Map<String, Object> map(String json) throws IOException {
        return JSON.readValue(json, new TypeReference<>() {});
    }

    /** The caller's user and password, as it sent them and in plain text. */
    private static String said(HttpExchange exchange) {
        String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String encoded = header.substring(header.indexOf(' ') + 1);
        return header + ", which is " + new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange, int status, String text) throws IOException {
        String shown = status >= 400 && indiscreet ? text + " You said " + said(exchange) + "." : text;
        byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("text/plain; charset=utf-8"));
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /**
     * A call as the server saw it.
     *
     * @param path with its escapes
     * @param idempotencyKey null when there was none
     */
    public record Request(String method, String path, String idempotencyKey, String body) {}
}
