/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.testkit.MariaDbServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Very many rows pass through a process that has little memory. */
@Tag("thorough")
@ExtendWith(PostgresDatabase.class)
class BulkMemoryTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(value = SqlKind.class, mode = EnumSource.Mode.EXCLUDE, names = "MARIADB")
    void aMillionRowsGoInAndAreChangedWithinHalfAGigabyte(SqlKind kind, PostgresDatabase.Url postgres)
            throws Exception {
        requireEnd(
                "512m",
                BulkLoading.class,
                kind.name(),
                folder.toString(),
                postgres.url(),
                Integer.toString(postgres.port()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mariadb:", "jdbc:mysql:"})
    void aStreamOfMariaDbIsNotReadIntoMemoryByEitherDriver(String driver) throws Exception {
        MariaDbServer server = MariaDbServer.shared();
        String url = server.newDatabase().replace("jdbc:mariadb:", driver);

        requireEnd("64m", StreamReading.class, folder.toString(), url, server.username());
    }

    private static void requireEnd(String memory, Class<?> program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memory,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }
}
