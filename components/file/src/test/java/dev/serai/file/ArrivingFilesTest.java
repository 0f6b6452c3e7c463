/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.state.MemorySeenKeys;
import dev.serai.connector.state.SeenKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Which files are read, and when. */
class ArrivingFilesTest extends FolderStreamTest {

    @Test
    void filesAreReadOnceInTheOrderOfTheirNames() throws Exception {
        files.put("b.csv", rows(2));
        files.put("a.csv", rows(1));
        files.put("c.txt", rows(1));
        files.put(".hidden.csv", rows(1));
        files.put("sub/d.csv", rows(1));
        start("&pattern=*.csv", this::remember);
        await().until(() -> seen.size() >= 3);
        awaitTwoPolls();

        assertThat(seen).containsExactly("a.csv:1", "b.csv:1", "b.csv:2");
        assertThat(files.box().resolve("a.csv")).exists();
    }

    @Test
    void aPatternWithFoldersLooksIntoThem() throws Exception {
        files.put("a.csv", rows(1));
        files.put("sub/deep/d.csv", rows(1));
        start("&pattern=**/*.csv", this::remember);
        await().until(() -> seen.size() == 2);

        assertThat(seen).containsExactly("a.csv:1", "sub/deep/d.csv:1");
    }

    @Test
    void aFileThatLiesElsewhereBehindALinkIsNotRead() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("x.csv"), rows(1));
        Files.createSymbolicLink(files.box().resolve("link.csv"), outside.resolve("x.csv"));
        Files.createSymbolicLink(files.box().resolve("linked"), outside);
        files.put("z.csv", rows(1));
        start("&pattern=**/*.csv", this::remember);
        await().until(() -> seen.contains("z.csv:1"));
        awaitTwoPolls();

        assertThat(seen).containsExactly("z.csv:1");
    }

    @Test
    void theSameContentUnderAnotherNameAndOtherContentUnderTheSameNameAreRead() throws Exception {
        files.put("a.csv", rows(1));
        start("", this::remember);
        await().until(() -> seen.size() == 1);
        files.put("b.csv", rows(1));
        await().until(() -> seen.size() == 2);
        Files.delete(files.box().resolve("a.csv"));
        files.put("a.csv", rows(2));
        await().until(() -> seen.size() == 4);

        assertThat(seen).containsExactly("a.csv:1", "b.csv:1", "a.csv:1", "a.csv:2");
    }

    @Test
    void aFileThatIsStillBeingWrittenIsNotReadYet() throws Exception {
        start("", this::remember);
        Path file = Files.writeString(files.box().resolve("a.csv"), "a\n1\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
        awaitTwoPolls();
        assertThat(seen).isEmpty();

        files.put("a.csv", "a\n1\n2\n");
        await().until(() -> seen.size() >= 2);
        awaitTwoPolls();

        assertThat(seen).containsExactly("a.csv:1", "a.csv:2");
    }

    @Test
    void theApplicationsBeanRemembersWhatWasReadToTheEnd() throws Exception {
        SeenKeys remembered = new MemorySeenKeys();
        context.getRegistry().bind("remembered", remembered);
        Path file = files.put("a.csv", rows(2));
        String key = "box/*.csv:a.csv-" + Files.size(file) + "-"
                + Files.getLastModifiedTime(file).toMillis();
        Queue<Boolean> keptWhileReading = new ConcurrentLinkedQueue<>();
        start("&pattern=*.csv", exchange -> {
            keptWhileReading.add(remembered.contains("consumers", key));
            remember(exchange);
        });

        await().until(() -> remembered.contains("consumers", key));
        assertThat(keptWhileReading).containsExactly(false, false);
        context.getRouteController().stopRoute("reader");
        context.getRouteController().startRoute("reader");
        awaitTwoPolls();
        assertThat(seen).containsExactly("a.csv:1", "a.csv:2");
    }

    @Test
    void aFileThatWasForgottenIsReadAgain() throws Exception {
        files.put("a.csv", rows(1));
        start("&rememberFor=1s", this::remember);
        await().until(() -> seen.size() >= 2);

        assertThat(seen).startsWith("a.csv:1", "a.csv:1");
    }

    @Test
    void aFileOfTheSameSizeAndMomentIsAnotherWhenItHoldsSomethingElseAndContentCounts() throws Exception {
        files.put("a.csv", "a\n1\n");
        start("&identity=content", this::remember);
        await().until(() -> seen.size() == 1);
        awaitTwoPolls();
        var moment = Files.getLastModifiedTime(files.box().resolve("a.csv"));

        Files.setLastModifiedTime(files.put("a.csv", "a\n2\n"), moment);
        await().until(() -> seen.size() == 2);
        awaitTwoPolls();

        assertThat(seen).containsExactly("a.csv:1", "a.csv:2");
    }

    @Test
    void twoRoutesReadTheSameFilesOnlyUnderTwoNames() throws Exception {
        files.put("a.csv", rows(1));
        start("", this::remember);
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("connector:box/stream?concurrency=2")
                                .routeId("second")
                                .to("log:x");
                    }
                }))
                .hasStackTraceContaining("both read the same files");
        context.removeRoute("second");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:box/stream?reader=other").process(ArrivingFilesTest.this::remember);
            }
        });

        await().until(() -> seen.size() == 2);
        assertThat(seen).containsExactly("a.csv:1", "a.csv:1");
    }
}
