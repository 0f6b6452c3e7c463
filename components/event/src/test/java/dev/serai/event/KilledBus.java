/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Publishes numbers to a durable bus and handles them, until somebody kills it; both are written to files at once. */
final class KilledBus {

    private KilledBus() {}

    /** @param arguments the folder, and how many numbers there are in all */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int last = Integer.parseInt(arguments[1]);
        Path published = folder.resolve("published");
        int next = Files.exists(published) ? Files.readAllLines(published).size() : 0;
        EventRoutes routes = EventRoutes.durable(folder);
        try (FileOutputStream handled =
                        new FileOutputStream(folder.resolve("handled").toFile(), true);
                FileOutputStream confirmed = new FileOutputStream(published.toFile(), true)) {
            routes.subscribe("counting", Map.of(), exchange -> {
                synchronized (handled) {
                    line(handled, exchange.getMessage().getBody(Integer.class));
                }
            });
            for (int number = next; number < last; number++) {
                routes.publish("n", number);
                line(confirmed, number);
            }
            while (!routes.counts("counting").get("waiting").equals(0L)) {
                Thread.onSpinWait();
            }
        }
        routes.close();
    }

    private static void line(FileOutputStream file, int number) throws IOException {
        file.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
        file.getFD().sync();
    }
}
