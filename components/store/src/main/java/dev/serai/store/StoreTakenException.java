/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

/** Another process had the store meanwhile, so that what this one knows of it may not be true any more. */
final class StoreTakenException extends StoreException {

    private static final long serialVersionUID = 1L;

    StoreTakenException(String message) {
        super(message);
    }
}
