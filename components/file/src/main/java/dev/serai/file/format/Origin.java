/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;

/**
 * The file that is read; every failure names it.
 *
 * @param file as the connector names it
 * @param entry the name of the archive's entry, or null outside archives
 */
record Origin(Caller caller, String file, String entry) {

    /** Where an entry of the file's archive is read. */
    Origin of(String entryName) {
        return new Origin(caller, file, entryName);
    }

    /** @param line from 1 */
    ConnectorException failure(ErrorCode code, long line, String sentence, Throwable cause) {
        return caller.failure(code, name() + ", line " + line + ": " + sentence)
                .detail("file", file)
                .detail("line", line)
                .cause(cause)
                .build();
    }

    /** A failure of the file as a whole. */
    ConnectorException failure(ErrorCode code, String sentence, Throwable cause) {
        return caller.failure(code, name() + ": " + sentence)
                .detail("file", file)
                .cause(cause)
                .build();
    }

    /** The file at the beginning of a sentence. */
    String name() {
        return "The file " + file + (entry == null ? "" : ", entry " + entry);
    }
}
