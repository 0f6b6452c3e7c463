/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One shape for connectors of message brokers: the operations, how messages become exchanges and back, how a route consumes
 * them, and what becomes of those that it fails for. What a broker does its own way is behind {@link
 * dev.serai.messaging.Broker} and {@link dev.serai.messaging.Receiver}.
 */
package dev.serai.messaging;
