/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Serves the routes that answer HTTP requests. {@link dev.serai.runtime.http.HttpEngine} takes the place of Camel's engine
 * behind {@code platform-http:} and {@code rest:}, on Camel's own server and router. It runs a route on the event loop
 * that reads the request when {@link dev.serai.runtime.http.decision.ThreadDecision} knows that nothing in it blocks, and
 * on a worker otherwise, as Camel does; either way it writes a reply that lies in memory in one piece.
 */
package dev.serai.runtime.http;
