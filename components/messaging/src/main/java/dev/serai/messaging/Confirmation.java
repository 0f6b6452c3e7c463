/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

/**
 * Is told once what became of a message that was sent, on a thread of the client's that all other messages need too: what is
 * done here must neither wait nor take long.
 */
public interface Confirmation {

    /** The broker keeps the message. */
    void confirmed();

    /** The broker does not keep it, or nobody knows whether it does. */
    void failed(Throwable failure);
}
