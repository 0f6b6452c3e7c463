/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Decides from Camel's model on which thread a route that answers HTTP requests runs.
 * {@link dev.serai.runtime.http.decision.ThreadDecision} walks through the steps; one class judges each kind of thing that
 * may block: steps, expressions, endpoints, error handlers. The start and {@code serai validate --explain} use the same
 * code. What is not known is taken to block.
 */
package dev.serai.runtime.http.decision;
