/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The HTTP client that connectors share which speak HTTP: what is sent ({@link dev.serai.http.RequestContent}), whom it
 * reaches ({@link dev.serai.http.RequestTarget}), and what comes back. {@link dev.serai.http.ConnectorHttpClient} holds
 * the connections and the credentials of one connector; it holds no thread while it waits.
 */
package dev.serai.http;
