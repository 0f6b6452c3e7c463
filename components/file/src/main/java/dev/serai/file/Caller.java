/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * On whose behalf something is done; every failure says so.
 *
 * @param connector the connector's name
 * @param operation the operation's name, or null while connecting
 */
record Caller(String connector, String operation) {

    ConnectorException.Builder failure(ErrorCode code, String sentence) {
        return ConnectorException.of(code, sentence).connector(connector).operation(operation);
    }

    /** @param what is begun with a verb: {@code The file x cannot be read} */
    ConnectorException failure(String what, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return failure(FileErrors.NOT_FOUND, what + ": it is not there.")
                    .cause(cause)
                    .build();
        }
        return failure(FileErrors.ACCESS_FAILED, what + ": " + reason(cause) + ".")
                .cause(cause)
                .build();
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "access is denied. Check the rights of the user that runs this process";
        }
        return cause instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : String.valueOf(cause.getMessage());
    }
}
