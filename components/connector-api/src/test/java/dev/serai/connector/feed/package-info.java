/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** A connector for tests whose messages the test sends. */
package dev.serai.connector.feed;
