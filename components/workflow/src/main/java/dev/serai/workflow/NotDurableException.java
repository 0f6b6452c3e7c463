/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

/** A route of a workflow holds something that cannot be durable. The message says where, why, and what to write. */
public class NotDurableException extends RuntimeException {

    public NotDurableException(String message) {
        super(message);
    }
}
