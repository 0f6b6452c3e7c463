/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.configuration.Option;
import dev.serai.file.ftp.FtpSettings;
import dev.serai.file.ftp.FtpStorage;
import dev.serai.file.local.LocalStorage;
import dev.serai.file.s3.S3Settings;
import dev.serai.file.s3.S3Storage;
import dev.serai.file.sftp.SftpSettings;
import dev.serai.file.sftp.SftpStorage;
import dev.serai.file.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the files of a connector lie. */
public record FileConnection(
        @Option(
                "The folder: of this machine, relative to the folder of the declaration, where nothing else is given; else"
                        + " on the server, from the folder in which its login begins; or within the bucket, what all keys"
                        + " begin with. No operation leaves it.")
        String directory,

        @Option(
                value = "Whether the folder is created when it is missing. A bucket never is, and has no folders.",
                defaultValue = "true")
        boolean create,

        @Option("A bucket of Amazon S3, or of a service that speaks like it.")
        S3Settings s3,

        @Option("A server that is reached by SFTP.") SftpSettings sftp,

        @Option("A server that is reached by FTP, with or without TLS.")
        FtpSettings ftp) {

    public FileConnection {
        List<String> places = Stream.of(
                        s3.given() ? "'connection.s3'" : "",
                        sftp.given() ? "'connection.sftp'" : "",
                        ftp.given() ? "'connection.ftp'" : "")
                .filter(place -> !place.isEmpty())
                .toList();
        if (places.size() > 1) {
            throw new IllegalArgumentException(places.get(1) + " stands beside " + places.get(0)
                    + ". Files lie in one place: declare a connector for each.");
        }
        if (directory == null && places.isEmpty()) {
            throw new IllegalArgumentException("The option 'connection.directory' is missing. It names the folder.");
        }
    }

    /** The storage, not opened yet. */
    Storage storage(Path baseDirectory) {
        if (s3.given()) {
            return new S3Storage(s3, directory);
        }
        if (sftp.given()) {
            return new SftpStorage(sftp, directory == null ? "." : directory, create, baseDirectory);
        }
        if (ftp.given()) {
            return new FtpStorage(ftp, directory == null ? "." : directory, create);
        }
        return new LocalStorage(baseDirectory.resolve(directory), create);
    }
}
