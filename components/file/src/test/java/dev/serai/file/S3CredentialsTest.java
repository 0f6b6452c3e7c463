/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.serai.testkit.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where credentials and the region come from when the declaration does not say. */
class S3CredentialsTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void askNoMachine() {
        System.setProperty("aws.disableEc2Metadata", "true");
        System.setProperty("aws.configFile", folder.resolve("none").toString());
        System.setProperty("aws.sharedCredentialsFile", folder.resolve("none").toString());
    }

    @AfterEach
    void forget() {
        System.getProperties().keySet().removeIf(key -> String.valueOf(key).startsWith("aws."));
    }

    private FileWorkspace files(String bucket) throws IOException {
        return new FileWorkspace(
                folder,
                "connect: { failFast: true }, retry: { maxRetries: 0 }, connection: { s3: { bucket: files" + bucket
                        + " } }");
    }

    @Test
    void credentialsAreFoundAsAwsToolsFindThem() throws Exception {
        System.setProperty("aws.accessKeyId", "the-key");
        System.setProperty("aws.secretAccessKey", "the-secret");
        try (S3Server server = S3Server.start("the-key", "the-secret", "files");
                FileWorkspace files =
                        files(", endpoint: '" + server.endpoint() + "'").start()) {
            files.call("write", Map.of("path", "a", "content", "x"));

            assertThat(files.call("read", Map.of("path", "a", "format", "text")))
                    .isEqualTo("x");
        }
    }

    @Test
    void missingCredentialsAreNamed() throws Exception {
        assumeTrue(System.getenv("AWS_ACCESS_KEY_ID") == null);
        try (FileWorkspace files = files(", endpoint: 'http://127.0.0.1:1'")) {
            assertThatThrownBy(files::start)
                    .hasStackTraceContaining("SERAI-FILE-013")
                    .hasStackTraceContaining("There are no credentials for the S3 service http://127.0.0.1:1");
        }
    }

    @Test
    void aMissingRegionIsNamed() throws Exception {
        assumeTrue(System.getenv("AWS_REGION") == null);
        try (FileWorkspace files = files("")) {
            assertThatThrownBy(files::start)
                    .hasStackTraceContaining("Nothing says in which region the bucket 'files' is");
        }
    }
}
