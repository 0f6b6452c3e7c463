/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;

/**
 * The file that is read; every failure names it and the line.
 *
 * @param file as the connector names it
 */
record Origin(Caller caller, String file) {

    /** @param line from 1 */
    ConnectorException failure(ErrorCode code, long line, String sentence, Throwable cause) {
        return caller.failure(code, "The file " + file + ", line " + line + ": " + sentence)
                .detail("file", file)
                .detail("line", line)
                .cause(cause)
                .build();
    }
}
