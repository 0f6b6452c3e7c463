/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.configuration.Option;
import dev.serai.file.ftp.FtpSettings;
import dev.serai.file.ftp.FtpStorage;
import dev.serai.file.local.LocalStorage;
import dev.serai.file.sftp.SftpSettings;
import dev.serai.file.sftp.SftpStorage;
import dev.serai.file.storage.Storage;
import java.nio.file.Path;

/** Where the files of a connector lie. */
public record FileConnection(
        @Option(
                "The folder: of this machine, relative to the folder of the declaration, where nothing else is given; else"
                        + " on the server, from the folder in which its login begins. No operation leaves it.")
        String directory,

        @Option(value = "Whether the folder is created when it is missing.", defaultValue = "true")
        boolean create,

        @Option("A server that is reached by SFTP.") SftpSettings sftp,

        @Option("A server that is reached by FTP, with or without TLS.")
        FtpSettings ftp) {

    public FileConnection {
        if (sftp.given() && ftp.given()) {
            throw new IllegalArgumentException(
                    "'connection.sftp' stands beside 'connection.ftp'. Files lie in one place: declare a connector for each.");
        }
        if (directory == null && !sftp.given() && !ftp.given()) {
            throw new IllegalArgumentException("The option 'connection.directory' is missing. It names the folder.");
        }
    }

    /** The storage, not opened yet. */
    Storage storage(Path baseDirectory) {
        if (sftp.given()) {
            return new SftpStorage(sftp, directory == null ? "." : directory, create, baseDirectory);
        }
        if (ftp.given()) {
            return new FtpStorage(ftp, directory == null ? "." : directory, create);
        }
        return new LocalStorage(baseDirectory.resolve(directory), create);
    }
}
