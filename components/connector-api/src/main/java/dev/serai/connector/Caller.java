/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

/**
 * On whose behalf something is done; every failure says so.
 *
 * @param connector the connector's name
 * @param operation the operation's name, or null outside an operation, as while connecting
 */
public record Caller(String connector, String operation) {

    /** Begins a failure that names this caller. */
    public ConnectorException.Builder failure(ErrorCode code, String sentence) {
        return ConnectorException.of(code, sentence).connector(connector).operation(operation);
    }

    /** The failure of whatever needs a connection while there is none; nothing was sent. */
    public ConnectorException notConnected() {
        return failure(ConnectorErrors.NOT_CONNECTED, "The connector is not connected. Connect it first.")
                .neverSent()
                .build();
    }

    /** The failure of connecting twice. */
    public ConnectorException alreadyConnected() {
        return failure(
                        ConnectorErrors.ALREADY_CONNECTED,
                        "The connector is already connected. Disconnect it before connecting it again.")
                .build();
    }
}
