/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

/** Other processes thought this one dead and have taken over what it did, so nothing of that may be written any more. */
final class NodeLostException extends StoreException {

    private static final long serialVersionUID = 1L;

    NodeLostException(String message) {
        super(message);
    }
}
