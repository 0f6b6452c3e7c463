/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.runtime.TestWorkspaces;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet is a format of files as soon as its jar lies in lib/. */
class ParquetJarTest {

    private static final Path CLASSES = Path.of("../components/file-parquet/target/classes");
    private static final Path LIBRARIES = Path.of("target/parquet");

    @TempDir
    private Path folder;

    @BeforeEach
    void writeWorkspace() throws IOException {
        TestWorkspaces.write(folder, "application.properties", "serai.dev = true\n");
        TestWorkspaces.write(folder, "connectors.yaml", """
                connectors:
                  - { name: data, type: file, connection: { directory: data } }
                """);
        TestWorkspaces.write(folder, "a.camel.yaml", """
                - route:
                    id: write
                    from:
                      uri: direct:write
                      steps:
                        - to: { uri: "connector:data/write", parameters: { path: orders.parquet } }
                - route:
                    id: read
                    from:
                      uri: direct:read
                      steps:
                        - to: { uri: "connector:data/read", parameters: { path: orders.parquet, format: parquet } }
                """);
    }

    private void putJarsIntoLib() throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(LIBRARIES, "*.jar")) {
            for (Path jar : jars) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }
        try (OutputStream file = Files.newOutputStream(lib.resolve("serai-file-parquet.jar"));
                ZipOutputStream jar = new ZipOutputStream(file);
                Stream<Path> classes = Files.walk(CLASSES)) {
            for (Path entry : classes.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(
                        new ZipEntry(CLASSES.relativize(entry).toString().replace('\\', '/')));
                Files.copy(entry, jar);
            }
        }
    }

    @Test
    void noneOfItIsThereByItself() {
        for (String name : List.of("dev.serai.file.parquet.ParquetFormat", "org.apache.parquet.hadoop.ParquetWriter")) {
            assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void routesWriteAndReadItWithTheJar() throws Exception {
        putJarsIntoLib();

        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of())) {
            runtime.start();
            ProducerTemplate template = runtime.camelContext().createProducerTemplate();
            List<Map<String, Object>> orders = List.of(Map.of("number", 1), Map.of("number", 2));
            template.requestBody("direct:write", orders);

            assertThat(template.requestBody("direct:read", "")).isEqualTo(orders);
        }
        assertThat(folder.resolve("data/orders.parquet"))
                .content(StandardCharsets.ISO_8859_1)
                .startsWith("PAR1");
    }

    @Test
    void withoutTheJarTheErrorSaysWhichOneToAdd() throws Exception {
        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of())) {
            runtime.start();
            ProducerTemplate template = runtime.camelContext().createProducerTemplate();

            assertThatThrownBy(() -> template.requestBody("direct:write", List.of(Map.of("number", 1))))
                    .hasRootCauseMessage(
                            "SERAI-FILE-009: Connector 'data', operation 'write': The format parquet is in the"
                                    + " jar serai-file-parquet, which is not there. Put serai-file-parquet-all.jar into the"
                                    + " workspace's lib/, or add dev.serai:serai-file-parquet to the application's"
                                    + " dependencies.");
        }
        try (Stream<Path> left = Files.list(folder.resolve("data"))) {
            assertThat(left).isEmpty();
        }
    }
}
