/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Events as CloudEvents has them: published to a bus and handled by every subscriber in its own time. The bus is memory, the
 * store, or a broker that another connector has.
 */
package dev.serai.event;
