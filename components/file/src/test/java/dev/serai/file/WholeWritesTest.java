/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever looks sees all of a file or nothing, and no writer undoes what another did. */
class WholeWritesTest extends FolderOperationTest {

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws Exception {
        write("a.txt", "old");
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), closed);

        assertThatThrownBy(() -> write("a.txt", breaking))
                .satisfies(thrown -> failure(thrown, FileErrors.CONTENT_USED_UP))
                .hasMessageContaining("Stream closed")
                .hasMessageContaining("stream caching");
        assertThat(files.box().resolve("a.txt")).hasContent("old");
        assertThat(everything()).containsExactly("a.txt");
    }

    @Test
    void aReaderNeverSeesHalf() throws Exception {
        Path file = files.box().resolve("a.txt");
        String one = "1".repeat(200_000);
        String two = "2".repeat(300_000);
        write("a.txt", one);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = writer.submit(() -> {
                for (int i = 0; i < 100; i++) {
                    write("a.txt", i % 2 == 0 ? two : one);
                }
            });
            List<String> seen = new ArrayList<>();
            while (!writing.isDone()) {
                seen.add(Files.readString(file));
            }
            writing.get(10, TimeUnit.SECONDS);

            assertThat(seen).isNotEmpty().allMatch(content -> content.equals(one) || content.equals(two));
        } finally {
            writer.shutdownNow();
        }
        assertThat(everything()).containsExactly("a.txt");
    }

    @Test
    void whatIsThereIsOverwrittenKeptOrAFailure() {
        write("a.txt", "one");
        write("a.txt", "two");
        assertThat(files.box().resolve("a.txt")).hasContent("two");

        ExecutionResult skipped =
                files.execute("write", Map.of("path", "a.txt", "content", "three", "ifExists", "skip"));
        assertThat(skipped.output()).isEqualTo("a.txt");
        assertThat(skipped.metadata()).containsEntry("bytes", 0L);
        assertThatThrownBy(() -> files.call("write", Map.of("path", "a.txt", "content", "four", "ifExists", "fail")))
                .satisfies(thrown -> failure(thrown, FileErrors.ALREADY_THERE));
        assertThat(files.box().resolve("a.txt")).hasContent("two");

        files.call("write", Map.of("path", "b.txt", "content", "five", "ifExists", "fail"));
        assertThat(files.box().resolve("b.txt")).hasContent("five");
    }

    @Test
    void onlyOneOfManyWritersMakesANewFile() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> outcomes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String content = "writer " + i;
                outcomes.add(writers.submit(() -> {
                    try {
                        files.call("write", Map.of("path", "a.txt", "content", content, "ifExists", "fail"));
                        return true;
                    } catch (ConnectorException e) {
                        failure(e, FileErrors.ALREADY_THERE);
                        return false;
                    }
                }));
            }
            int winners = 0;
            for (Future<Boolean> outcome : outcomes) {
                winners += outcome.get(10, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        } finally {
            writers.shutdownNow();
        }
        assertThat(everything()).containsExactly("a.txt");
    }

    @Test
    void aFileInTheWayOfAFolderIsNamed() {
        write("a", "x");

        assertThatThrownBy(() -> write("a/b.txt", "y"))
                .satisfies(thrown -> failure(thrown, FileErrors.ACCESS_FAILED))
                .hasMessageContaining("a file stands where the folder");
    }
}
