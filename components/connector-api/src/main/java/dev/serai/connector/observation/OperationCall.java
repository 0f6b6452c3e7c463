/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.observation;

/**
 * An operation that begins.
 *
 * @param connector the connector's name
 * @param type the connector's type
 * @param operation the operation's name
 */
public record OperationCall(String connector, String type, String operation) {}
