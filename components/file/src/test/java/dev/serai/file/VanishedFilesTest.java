/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.state.Checkpoint;
import dev.serai.connector.state.MemoryCheckpointStore;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Positions in files that went away half-read are not kept for ever. */
class VanishedFilesTest extends FolderStreamTest {

    private final MemoryCheckpointStore now = new MemoryCheckpointStore();
    private final MemoryCheckpointStore longAgo =
            new MemoryCheckpointStore(Clock.offset(Clock.systemUTC(), Duration.ofHours(-25)));

    private final AtomicBoolean broken = new AtomicBoolean(true);

    private void failAtTheSecondRecord() throws Exception {
        start("&pattern=*.csv", exchange -> {
            remember(exchange);
            if (broken.get() && seen.size() >= 2) {
                throw new IllegalStateException("not now");
            }
        });
        await().until(() -> seen.size() >= 2);
        awaitTwoPolls();
    }

    private static List<String> sources(MemoryCheckpointStore checkpoints) {
        return checkpoints.list().stream().map(Checkpoint::source).toList();
    }

    private static void save(MemoryCheckpointStore checkpoints, String source) {
        assertThat(checkpoints.save(source, Optional.empty(), "1 something")).isPresent();
    }

    @Test
    void theyAreGivenUpAfterADay() throws Exception {
        context.getRegistry().bind("checkpoints", longAgo);
        files.put("here.csv", rows(2));
        save(longAgo, "box/stream/*.csv:gone.csv");
        save(longAgo, "box/stream/*.csv:folder/gone.csv");
        save(longAgo, "box/stream/*.csv:../outside.csv");
        save(longAgo, "box/stream/*.csv#other:gone.csv");
        save(longAgo, "box/stream/*:gone.csv");
        save(longAgo, "other/stream/*.csv:gone.csv");

        failAtTheSecondRecord();

        assertThat(sources(longAgo))
                .containsExactlyInAnyOrder(
                        "box/stream/*.csv:here.csv",
                        "box/stream/*.csv#other:gone.csv",
                        "box/stream/*:gone.csv",
                        "other/stream/*.csv:gone.csv");
    }

    @Test
    void aFileThatIsStillThereKeepsItsPosition() throws Exception {
        context.getRegistry().bind("checkpoints", longAgo);
        files.put("a.csv", rows(2));

        failAtTheSecondRecord();

        assertThat(sources(longAgo)).containsExactly("box/stream/*.csv:a.csv");
    }

    @Test
    void aFileThatComesBackSoonerGoesOn() throws Exception {
        context.getRegistry().bind("checkpoints", now);
        var moment = Files.getLastModifiedTime(files.put("a.csv", rows(3)));
        failAtTheSecondRecord();
        context.getRouteController().stopRoute("reader");
        Files.delete(files.box().resolve("a.csv"));
        context.getRouteController().startRoute("reader");
        awaitTwoPolls();

        assertThat(sources(now)).containsExactly("box/stream/*.csv:a.csv");
        seen.clear();
        broken.set(false);
        Files.setLastModifiedTime(files.put("a.csv", rows(3)), moment);
        await().until(() -> seen.contains("a.csv:3"));
        assertThat(seen).doesNotContain("a.csv:1");
    }

    @Test
    void noneIsGivenUpWhileTheWholeFolderIsAway() throws Exception {
        context.getRegistry().bind("checkpoints", longAgo);
        start("&pattern=*.csv", this::remember);
        context.getRouteController().stopRoute("reader");
        save(longAgo, "box/stream/*.csv:gone.csv");
        Files.delete(files.box());
        context.getRouteController().startRoute("reader");
        awaitTwoPolls();

        assertThat(sources(longAgo)).containsExactly("box/stream/*.csv:gone.csv");
    }
}
