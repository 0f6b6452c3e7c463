/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;

/** A PostgreSQL for trials, with an empty database, until the process is told to end. */
public final class PostgresProgram {

    private PostgresProgram() {}

    /**
     * Starts the server.
     *
     * @param arguments a file that gets the database's JDBC URL and its user, one in a line, when it is there
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        if (arguments.length != 1) {
            System.err.println("Expected one argument: the file that gets the URL and the user.");
            System.exit(2);
        }
        PostgresServer server = PostgresServer.shared();
        Path file = Path.of(arguments[0]).toAbsolutePath();
        Path written = Files.createTempFile(file.getParent(), "database", ".tmp");
        Files.writeString(written, server.newDurableDatabase() + "\n" + server.username() + "\n");
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
    }
}
