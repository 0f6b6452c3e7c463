/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.configuration.Option;
import dev.serai.connector.tls.OptionalTls;
import java.util.Arrays;
import java.util.List;

/** Which Kafka cluster a connector uses, and as whom. */
record KafkaConnection(
        @Option(
                value =
                        "Some of the cluster's brokers, from which the client learns of the others: host:9092, several with commas between them.",
                required = true)
        String bootstrapServers,

        @Option("The user, by SASL.") String username,

        @Option(value = "The user's password.", secret = true)
        String password,

        @Option(
                value = "How the password is shown: scramSha512 and scramSha256 do not send it; plain does, and is for"
                        + " encrypted connections.",
                defaultValue = "scramSha512")
        Mechanism mechanism,

        @Option("How encrypted connections are made.") OptionalTls tls) {

    /** SASL's mechanisms, as far as a name and a password are enough. */
    enum Mechanism {
        PLAIN("PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule"),
        SCRAM_SHA_256("SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule"),
        SCRAM_SHA_512("SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

        private final String label;
        private final String module;

        Mechanism(String label, String module) {
            this.label = label;
            this.module = module;
        }

        /** As SASL calls it. */
        String label() {
            return label;
        }

        /** The class that logs in. */
        String module() {
            return module;
        }
    }

    KafkaConnection {
        for (String server : split(bootstrapServers)) {
            if (!server.matches("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]+]):\\d{1,5}")) {
                throw new IllegalArgumentException("'connection.bootstrapServers' has '" + server
                        + "'. Expected a host and a port such as kafka.example.com:9092, without '://'.");
            }
        }
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException(
                    "'connection.username' and 'connection.password' go together: give both or neither.");
        }
    }

    private static List<String> split(String servers) {
        return Arrays.stream(servers.split(",", -1)).map(String::strip).toList();
    }

    /** Each with its port. */
    List<String> servers() {
        return split(bootstrapServers);
    }

    /** Whether a password goes over connections that are not encrypted, to another machine. */
    boolean showsPassword() {
        return username != null
                && mechanism == Mechanism.PLAIN
                && !tls.enabled()
                && !servers().stream().allMatch(server -> server.matches("(localhost|127\\.[0-9.]+|\\[::1]):\\d+"));
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "KafkaConnection[bootstrapServers=" + bootstrapServers + ", username=" + username + ", mechanism="
                + mechanism + ", tls=" + tls + "]";
    }
}
