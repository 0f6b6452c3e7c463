/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;

/**
 * On whose behalf something is done; every failure says so.
 *
 * @param connector the connector's name
 * @param operation the operation's name, or null while connecting
 */
record Caller(String connector, String operation) {

    ConnectorException.Builder failure(ErrorCode code, String sentence) {
        return ConnectorException.of(code, sentence).connector(connector).operation(operation);
    }
}
