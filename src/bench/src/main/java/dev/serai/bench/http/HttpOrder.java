/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.http;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/**
 * Measures what one request costs: an order of 500 bytes comes by POST, five of its fields are taken, another service is
 * asked by GET, and the answer is both as JSON. Rounds of the servers take turns, so that what else the machine does
 * meets all of them.
 */
public final class HttpOrder {

    public static final String CONNECTIONS = "32";
    public static final String WARM_UP = "30";

    private static final String BARE = "bare Camel";
    private static final String SERAI = "Serai";
    private static final String HAND_WRITTEN = "Vert.x by hand";

    private final int connections;
    private final int warmUp;
    private final Duration duration;
    private final int rounds;

    /**
     * @param connections at once
     * @param warmUp seconds before each server is measured for the first time
     * @param duration of each round
     * @param rounds of each server
     */
    public HttpOrder(int connections, int warmUp, Duration duration, int rounds) {
        this.connections = connections;
        this.warmUp = warmUp;
        this.duration = duration;
        this.rounds = rounds;
    }

    /** Runs it and prints a table. */
    public void run() throws Exception {
        Path folder = Files.createTempDirectory("serai-bench-");
        Path log = folder.resolve("bench.log");
        int upstreamPort = Server.freePort();
        System.out.printf(
                Locale.ROOT,
                "An order over HTTP, %d connections, %d s to warm up, %d rounds of %d s each%n",
                connections,
                warmUp,
                rounds,
                duration.toSeconds());
        Process load = Server.bareJava(log, Load.class, connections).start();
        List<Server> servers = new ArrayList<>();
        try (Server upstream = Server.start(
                        "upstream", upstreamPort, log, Server.bareJava(log, Upstream.class, upstreamPort));
                PrintWriter orders = new PrintWriter(load.getOutputStream(), true, StandardCharsets.UTF_8);
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(load.getInputStream(), StandardCharsets.UTF_8))) {
            servers.add(bareCamel(folder, log, upstream.port()));
            servers.add(serai(folder, log, upstream.port()));
            servers.add(handWritten(log, upstream.port()));
            Map<String, List<Round>> measured = measure(servers, orders, answers);
            print(measured);
            FileUtils.deleteDirectory(folder.toFile());
        } finally {
            servers.forEach(Server::close);
            load.destroy();
        }
    }

    private Map<String, List<Round>> measure(List<Server> servers, PrintWriter orders, BufferedReader answers)
            throws IOException {
        Map<String, List<Round>> measured = new LinkedHashMap<>();
        for (Server server : servers) {
            System.out.printf(
                    Locale.ROOT,
                    "%s (process %d): %s%n",
                    server.name(),
                    server.id(),
                    round(server, warmUp, orders, answers));
            measured.put(server.name(), new ArrayList<>());
        }
        for (int i = 0; i < rounds; i++) {
            for (Server server : servers) {
                measured.get(server.name()).add(round(server, (int) duration.toSeconds(), orders, answers));
            }
        }
        return measured;
    }

    private static Round round(Server server, int seconds, PrintWriter orders, BufferedReader answers)
            throws IOException {
        Duration before = server.processorTime();
        long start = System.nanoTime();
        orders.println(server.port() + " " + seconds);
        String answer = answers.readLine();
        double took = (System.nanoTime() - start) / 1e9;
        Duration used = server.processorTime().minus(before);
        String[] counts = answer.split(" ", 2);
        if (!counts[1].equals("0")) {
            throw new IOException(
                    "'" + server.name() + "' answered " + counts[1] + " requests wrongly, and " + counts[0] + " well.");
        }
        long requests = Long.parseLong(counts[0]);
        return new Round(used.toNanos() / 1e3 / requests, requests / took);
    }

    private static void print(Map<String, List<Round>> measured) {
        double bare = Round.medianCost(measured.get(BARE));
        double hand = Round.medianCost(measured.get(HAND_WRITTEN));
        List<Column> columns = new ArrayList<>();
        columns.add(new Column().header("").dataAlign(HorizontalAlign.LEFT));
        for (String header : List.of(
                "CPU \u00b5s/request",
                "min",
                "max",
                "of bare Camel",
                "of Vert.x by hand",
                "requests/s",
                "of bare Camel")) {
            columns.add(new Column().header(header));
        }
        double bareThroughput = Round.medianThroughput(measured.get(BARE));
        String[][] rows = measured.entrySet().stream()
                .map(entry -> {
                    List<Round> of = entry.getValue();
                    return new String[] {
                        entry.getKey(),
                        text("%.1f", Round.medianCost(of)),
                        text("%.1f", of.stream().mapToDouble(Round::cost).min().orElseThrow()),
                        text("%.1f", of.stream().mapToDouble(Round::cost).max().orElseThrow()),
                        text("%.2f x", Round.medianCost(of) / bare),
                        text("%.2f x", Round.medianCost(of) / hand),
                        text("%,.0f", Round.medianThroughput(of)),
                        text("%.2f x", Round.medianThroughput(of) / bareThroughput)
                    };
                })
                .toArray(String[][]::new);
        System.out.println(AsciiTable.getTable(columns.toArray(Column[]::new), rows));
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static Server bareCamel(Path folder, Path log, int upstream) throws IOException {
        int port = Server.freePort();
        Path route = Files.writeString(folder.resolve("bare.camel.yaml"), Routes.bare(upstream));
        return Server.start(BARE, port, log, Server.bareJava(log, BareCamel.class, route, port));
    }

    private static Server serai(Path folder, Path log, int upstream) throws IOException {
        int port = Server.freePort();
        Path workspace = Files.createDirectory(folder.resolve("workspace"));
        Files.writeString(workspace.resolve("order.camel.yaml"), Routes.SERAI);
        Files.writeString(workspace.resolve("connectors.yaml"), Routes.connectors(upstream));
        Files.writeString(workspace.resolve("application.properties"), "camel.server.port=" + port + "\n");
        return Server.start(
                SERAI, port, log, Server.java(log, "dev.serai.runtime.cli.Serai", "run", workspace.toString()));
    }

    private static Server handWritten(Path log, int upstream) throws IOException {
        int port = Server.freePort();
        return Server.start(HAND_WRITTEN, port, log, Server.bareJava(log, HandWritten.class, port, upstream));
    }

    /**
     * One round of a server.
     *
     * @param cost the microseconds of processors that a request took
     * @param throughput requests in a second
     */
    private record Round(double cost, double throughput) {

        static double medianCost(List<Round> rounds) {
            return median(rounds.stream().mapToDouble(Round::cost).sorted().toArray());
        }

        static double medianThroughput(List<Round> rounds) {
            return median(
                    rounds.stream().mapToDouble(Round::throughput).sorted().toArray());
        }

        private static double median(double... sorted) {
            return sorted[sorted.length / 2];
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f \u00b5s/request, %,.0f requests/s", cost, throughput);
        }
    }
}
