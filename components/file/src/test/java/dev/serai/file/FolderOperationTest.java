/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.io.TempDir;

/** A folder on which operations are called. */
abstract class FolderOperationTest extends CamelTestSupport {

    @TempDir
    Path folder;

    FileWorkspace files;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        files = new FileWorkspace(folder, "connection: {directory: box}, retry: {maxRetries: 0}");
        return files.camelContext();
    }

    Object write(String path, Object content) {
        return files.call("write", Map.of("path", path, "content", content));
    }

    List<String> everything() throws IOException {
        try (Stream<Path> found = Files.walk(files.box())) {
            return found.filter(Files::isRegularFile)
                    .map(file -> files.box().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    static ConnectorException failure(Throwable thrown, ErrorCode code) {
        assertThat(thrown).isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                .isEqualTo(code));
        return (ConnectorException) thrown;
    }
}
