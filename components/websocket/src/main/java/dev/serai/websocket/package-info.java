/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The connector type {@code websocket}: messages both ways over sockets that are kept open. */
package dev.serai.websocket;
