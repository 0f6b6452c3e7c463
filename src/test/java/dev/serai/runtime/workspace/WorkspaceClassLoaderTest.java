/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.runtime.TestWorkspaces;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceClassLoaderTest {

    private static final String OF_THE_RUNTIME = "picocli/CommandLine.class";
    private static final String OF_THE_WORKSPACE = "shop/prices.txt";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeWorkspace() throws IOException {
        TestWorkspaces.write(folder, "connectors.yaml", "connectors: []");
        Path jar = Files.createDirectories(folder.resolve("lib")).resolve("shop.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry(OF_THE_WORKSPACE));
            zip.write("apple 3\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        }
    }

    private WorkspaceClassLoader open() {
        return WorkspaceClassLoader.open(Workspace.open(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {OF_THE_RUNTIME, OF_THE_WORKSPACE})
    void whoReadsFromAJarGoesOnWhenAnotherRuntimeStops(String resource) throws IOException {
        try (WorkspaceClassLoader goesOn = open();
                InputStream reading = goesOn.getResourceAsStream(resource)) {
            reading.readNBytes(10);
            try (WorkspaceClassLoader stops = open();
                    InputStream read = stops.getResourceAsStream(resource)) {
                read.readNBytes(10);
            }

            assertThat(reading.readAllBytes()).hasSizeGreaterThan(10_000);
        }
    }

    @Test
    void whatIsNowhereIsNull() throws IOException {
        try (WorkspaceClassLoader loader = open()) {
            assertThat(loader.getResourceAsStream("no/such.txt")).isNull();
        }
    }
}
