/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.Test;

/** What becomes of a file that was read, and of one that failed. */
class FileEndingTest extends FolderStreamTest {

    @Test
    void aReadFileIsDeletedOrMovedWhenAsked() throws Exception {
        files.put("a.csv", rows(1));
        files.put("b.txt", rows(1));
        files.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:box/stream?pattern=*.csv&afterSuccess=delete").process(FileEndingTest.this::remember);
                from("connector:box/stream?pattern=*.txt&afterSuccess=move").process(FileEndingTest.this::remember);
            }
        });

        await().until(() -> Files.notExists(files.box().resolve("a.csv"))
                && Files.notExists(files.box().resolve("b.txt")));
        try (var moved = Files.list(files.box().resolve(".done"))) {
            assertThat(moved.map(file -> file.getFileName().toString()))
                    .singleElement()
                    .asString()
                    .matches("\\d{8}-\\d{9}-b\\.txt");
        }
        assertThat(seen).containsExactlyInAnyOrder("a.csv:1", "b.txt:1");
    }

    @Test
    void aFileGoesOnAtTheRecordThatFailedAndTheOthersAreNotHeldUp() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        files.put("a.csv", rows(3));
        files.put("b.csv", rows(1));
        start("", exchange -> {
            remember(exchange);
            if (seen.size() == 2 && broken.getAndSet(false)) {
                throw new IllegalStateException("not now");
            }
        });
        await().until(() -> seen.size() >= 5);
        awaitTwoPolls();

        assertThat(seen).containsExactly("a.csv:1", "a.csv:2", "b.csv:1", "a.csv:2", "a.csv:3");
    }

    @Test
    void aFailedRecordIsSkippedWhenAsked() throws Exception {
        files.put("a.csv", rows(3));
        start("&onError=skip", exchange -> {
            remember(exchange);
            throw new IllegalStateException("never");
        });
        await().until(() -> seen.size() >= 3);
        awaitTwoPolls();

        assertThat(seen).containsExactly("a.csv:1", "a.csv:2", "a.csv:3");
    }

    @Test
    void aFailedFileIsMovedAsideWithItsReasonWhenAsked() throws Exception {
        files.put("in/a.csv", rows(3));
        files.put("in/b.csv", new byte[] {'a', '\n', (byte) 0xFF, '\n'});
        start("&pattern=in/*.csv&afterFailure=move", exchange -> {
            remember(exchange);
            throw new IllegalStateException("it is full");
        });
        Path aside = files.box().resolve("in/.failed");

        await().until(() -> Files.exists(aside) && FileWorkspace.names(aside).size() == 4);
        awaitTwoPolls();
        assertThat(seen).containsExactly("in/a.csv:1");
        assertThat(FileWorkspace.names(aside))
                .satisfiesExactly(
                        name -> assertThat(name).matches("\\d{8}-\\d{9}-a\\.csv"),
                        name -> assertThat(aside.resolve(name))
                                .content()
                                .contains("SERAI-FILE-010", "in line 2: it is full"),
                        name -> assertThat(name).matches("\\d{8}-\\d{9}-b\\.csv"),
                        name -> assertThat(aside.resolve(name)).content().contains("SERAI-FILE-008", "line 2"));
        assertThat(FileWorkspace.names(files.box().resolve("in"))).containsExactly(".failed");
    }

    @Test
    void aMalformedFileIsReportedWithItsLineAndDoesNotHoldUpOthers() throws Exception {
        Queue<Throwable> reported = new ConcurrentLinkedQueue<>();
        files.put("a.csv", new byte[] {'a', '\n', '1', '\n', (byte) 0xFF, '\n'});
        files.put("b.csv", rows(1));
        start("", this::remember);
        ((ScheduledPollConsumer) context.getRoute("reader").getConsumer())
                .setExceptionHandler(new RecordingExceptionHandler(reported));
        await().until(() -> seen.contains("b.csv:1") && !reported.isEmpty());

        assertThat(reported.peek())
                .hasMessageContaining(
                        "SERAI-FILE-008: Connector 'box', operation 'stream': The file a.csv, line 3: this is"
                                + " not UTF-8 text.");
        assertThat(seen).contains("a.csv:1");
    }
}
