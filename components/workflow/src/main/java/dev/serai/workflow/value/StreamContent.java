/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

/** What a stream held. It is recorded in the stream's place and comes back as a stream. */
record StreamContent(byte[] bytes) {}
