/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** What a file holds: one stream of bytes, or one for each entry of an archive. */
interface Contents extends Closeable {

    /** The next, whose closing closes only itself, or null when there are no more. */
    Content next() throws IOException;

    /**
     * @param name of the file or the entry, by whose ending the format is told
     * @param entry of the archive, or null
     */
    record Content(String name, String entry, InputStream bytes) {}

    /** One content alone. */
    static Contents single(String name, InputStream bytes) {
        return new Contents() {
            private boolean given;

            @Override
            public Content next() {
                if (given) {
                    return null;
                }
                given = true;
                return new Content(name, null, bytes);
            }

            @Override
            public void close() throws IOException {
                bytes.close();
            }
        };
    }
}
