/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import dev.serai.connector.configuration.Option;
import dev.serai.connector.tls.OptionalTls;

/** Which broker a connector uses, and as whom. */
record RabbitMqConnection(
        @Option(value = "The broker's host.", required = true)
        String host,

        @Option(value = "The port. By default 5672, with TLS 5671.", min = "1", max = "65535")
        Integer port,

        @Option(value = "The virtual host.", defaultValue = "/")
        String virtualHost,

        @Option(value = "The user.", required = true) String username,

        @Option(value = "The user's password.", secret = true, required = true)
        String password,

        @Option("How encrypted connections are made.") OptionalTls tls) {

    int usedPort() {
        if (port != null) {
            return port;
        }
        return tls.enabled() ? 5671 : 5672;
    }

    /** The broker as people know it. */
    String address() {
        return host + ":" + usedPort();
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "RabbitMqConnection[host=" + host + ", port=" + usedPort() + ", virtualHost=" + virtualHost
                + ", username=" + username + ", tls=" + tls + "]";
    }
}
