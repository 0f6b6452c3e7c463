/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** How fast messages go from broker to broker through a route, beside bare Camel and a loop on the broker's client. */
package dev.serai.bench.messaging;
