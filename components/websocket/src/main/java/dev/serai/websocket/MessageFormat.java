/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

/** What a connector's messages are. */
enum MessageFormat {
    JSON,
    TEXT,
    BINARY
}
