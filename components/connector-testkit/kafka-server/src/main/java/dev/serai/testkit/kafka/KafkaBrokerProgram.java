/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.kafka;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/**
 * Runs a Kafka broker that is its own controller. It prints {@code listening on PORT}, and ends when its standard input
 * does, so that it never outlives whoever started it.
 */
public final class KafkaBrokerProgram {

    private KafkaBrokerProgram() {}

    /** @param arguments the file of the broker's settings, the id of its cluster, and the port to print */
    public static void main(String[] arguments) throws Exception {
        Path settings = Path.of(arguments[0]);
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(settings)) {
            properties.load(in);
        }
        int formatted = StorageTool.execute(
                new String[] {
                    "format", "--config", settings.toString(), "--cluster-id", arguments[1], "--ignore-formatted"
                },
                System.out);
        if (formatted != 0) {
            throw new IllegalStateException("The storage was not formatted.");
        }
        KafkaRaftServer broker = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        broker.startup();
        System.out.println("listening on " + arguments[2]);
        while (System.in.read() >= 0) {
            // Nothing is said to it but the end.
        }
        // Nobody needs its data any more: the process of a test ends at once.
        Runtime.getRuntime().halt(0);
    }
}
