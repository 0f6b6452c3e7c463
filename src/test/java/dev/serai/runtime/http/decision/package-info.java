/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of the decision on which thread an HTTP route runs: of each step, expression, endpoint and error handler. */
package dev.serai.runtime.http.decision;
