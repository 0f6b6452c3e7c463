/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

/** What happens when as many messages wait as may. */
enum Overflow {
    /** Nothing more is read. */
    WAIT,
    DROP_OLDEST,
    DROP_NEWEST
}
