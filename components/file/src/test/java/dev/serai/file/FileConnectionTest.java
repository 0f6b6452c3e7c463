/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorErrors;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Connecting, disconnecting and health. */
class FileConnectionTest extends FolderOperationTest {

    @Test
    void connectsOnceAndDisconnectsOnceOrOften() {
        Connector connector = files.connector().connector();

        assertThatThrownBy(connector::connect).satisfies(thrown -> failure(thrown, ConnectorErrors.ALREADY_CONNECTED));
        assertThat(connector.healthCheck().up()).isTrue();
        connector.disconnect();
        connector.disconnect();
        assertThat(connector.healthCheck().up()).isFalse();
        assertThatThrownBy(() -> write("a.txt", "x"))
                .satisfies(thrown -> failure(thrown, ConnectorErrors.NOT_CONNECTED));
        connector.connect();
        assertThat(write("a.txt", "x")).isEqualTo("a.txt");
    }

    @Test
    void aFolderThatIsMissingIsNamed() throws Exception {
        Files.createDirectory(folder.resolve("other"));
        try (FileWorkspace none =
                new FileWorkspace(folder.resolve("other"), "connection: {directory: none, create: false}")) {
            assertThatThrownBy(() -> none.connector().connector().connect())
                    .satisfies(thrown -> failure(thrown, FileErrors.UNREACHABLE))
                    .hasMessageContaining("The folder " + folder.resolve("other/none"))
                    .hasMessageContaining("is not there");
        }
    }

    @Test
    void theHealthCheckSeesThatTheFolderIsGone() throws Exception {
        Files.delete(files.box());

        assertThat(files.connector().connector().healthCheck().up()).isFalse();
        assertThat(files.connector().connector().healthCheck().message()).contains("is not there");
    }
}
