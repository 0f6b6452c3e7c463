/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.storage;

import java.time.Instant;

/**
 * An address that lets in whoever has it.
 *
 * @param url a secret until it expires
 * @param expires when it stops being valid
 */
public record PresignedUrl(String url, Instant expires) {

    /** Without the address, so that no log has it. */
    @Override
    public String toString() {
        return "an address that is valid until " + expires;
    }
}
