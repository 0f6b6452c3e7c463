/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

/** A room of checks. */
interface Checks {

    ConformanceRun run();
}
