/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.file.storage.ConnectionLostException;
import dev.serai.file.storage.LoginRefusedException;
import dev.serai.file.storage.RefusedPathException;
import dev.serai.file.storage.UnreachableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in sentences why the system could not read or write. */
final class FileFailures {

    private FileFailures() {}

    /** @param what did not work, as the beginning of a sentence: {@code The file x cannot be read} */
    static ConnectorException of(Caller caller, String what, IOException cause) {
        if (cause instanceof UnreachableException) {
            return caller.failure(FileErrors.UNREACHABLE, cause.getMessage())
                    .cause(cause)
                    .neverSent()
                    .build();
        }
        if (cause instanceof LoginRefusedException) {
            return caller.failure(FileErrors.LOGIN_REFUSED, cause.getMessage())
                    .cause(cause)
                    .neverSent()
                    .build();
        }
        if (cause instanceof ConnectionLostException) {
            return caller.failure(FileErrors.CONNECTION_LOST, what + ": " + cause.getMessage() + ".")
                    .cause(cause)
                    .build();
        }
        if (cause instanceof RefusedPathException refused) {
            return caller.failure(
                            FileErrors.PATH_REFUSED,
                            "The path '" + refused.getFile() + "' " + refused.getReason() + ".")
                    .cause(cause)
                    .build();
        }
        if (cause instanceof NoSuchFileException) {
            return caller.failure(FileErrors.NOT_FOUND, what + ": it is not there.")
                    .cause(cause)
                    .build();
        }
        return caller.failure(FileErrors.ACCESS_FAILED, what + ": " + reason(cause) + ".")
                .cause(cause)
                .build();
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException denied && denied.getReason() == null) {
            return "access is denied. Check the rights of the user that runs this process";
        }
        return cause instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : String.valueOf(cause.getMessage());
    }
}
