/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.IOException;
import java.util.Map;

/** Takes records one after another and holds none of them. Used by one thread. */
public interface RecordSink {

    /** @throws IllegalArgumentException when the record has no form in this format; the message says why */
    void write(Map<?, ?> record) throws IOException;

    /** Writes what stands behind the last record. The stream beneath stays open. */
    void end() throws IOException;
}
