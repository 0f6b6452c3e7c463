/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A million rows pass through a process that has little memory. */
@Tag("thorough")
@ExtendWith(PostgresDatabase.class)
class BulkMemoryTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(value = SqlKind.class, mode = EnumSource.Mode.EXCLUDE, names = "MARIADB")
    void aMillionRowsGoInAndAreChangedWithinHalfAGigabyte(SqlKind kind, PostgresDatabase.Url postgres)
            throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BulkLoading.class.getName(),
                        kind.name(),
                        folder.toString(),
                        postgres.url(),
                        Integer.toString(postgres.port())))
                .inheritIO()
                .start();

        assertThat(process.waitFor()).isZero();
    }
}
