/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The connector type {@code rabbitmq}. */
package dev.serai.rabbitmq;
