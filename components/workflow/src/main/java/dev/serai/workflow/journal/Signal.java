/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

/**
 * A message to one execution.
 *
 * @param id tells it from the execution's other signals: one that is sent again with the same id is one signal
 * @param name what a step waits for
 * @param payload the message, encoded
 */
public record Signal(Addressee to, String id, String name, byte[] payload) {}
