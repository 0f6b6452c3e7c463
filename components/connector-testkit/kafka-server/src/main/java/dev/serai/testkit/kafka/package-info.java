/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** A Kafka broker for tests, which runs in a process of its own. */
package dev.serai.testkit.kafka;
