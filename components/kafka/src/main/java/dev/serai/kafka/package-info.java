/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The connector type {@code kafka}. {@link dev.serai.kafka.KafkaMessageBroker} is a cluster as {@link dev.serai.messaging}
 * sees it; {@link dev.serai.kafka.Publisher} sends, {@link dev.serai.kafka.KafkaReceiver} receives, with {@link
 * dev.serai.kafka.ConsumerLoop} on the client's thread and {@link dev.serai.kafka.Deliveries} between it and those who are
 * done with messages.
 *
 * <p>It uses Kafka's own client and not Camel's component on top of it, which saves positions by the time or by the batch
 * and not by what routes are done with, and whose threads are as many as the routes that run at once.
 */
package dev.serai.kafka;
