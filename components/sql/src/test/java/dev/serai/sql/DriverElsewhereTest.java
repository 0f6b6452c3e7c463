/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.testkit.PostgresServer;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** A driver that lies in another class loader than the connector, as one in a workspace's {@code lib/} does. */
class DriverElsewhereTest {

    @TempDir
    Path folder;

    @Test
    void rowsAreLoadedAndChangedInBatchesWhereTheConnectorCannotSeeTheDriver() throws Exception {
        PostgresServer server = PostgresServer.shared();
        Path driver = Path.of(PGConnection.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String withoutDriver = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).equals(driver))
                .collect(Collectors.joining(File.pathSeparator));

        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        withoutDriver,
                        DriverElsewhere.class.getName(),
                        folder.toString(),
                        server.newDatabase(),
                        server.username(),
                        driver.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }
}
