/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PollTest {

    @TempDir
    Path folder;

    private final World world = new World();
    private Path inbox;

    @BeforeEach
    void aFile() throws Exception {
        inbox = Files.createDirectory(folder.resolve("inbox"));
        Files.writeString(inbox.resolve("a.txt"), "content");
    }

    @Test
    @Guarantee(
            eip = {"poll", "pollEnrich"},
            is =
                    "what was polled is recorded; once that is on the disk, the polled message is done with (its file moved)")
    void thePolledFileIsDoneWithOnceItsContentIsOnTheDisk() throws Exception {
        String id;
        try (TestRuntime runtime = runtime("pollEnrich: { constant: \"file:%s\", timeout: 5000 }")) {
            world.dieAt(3);
            id = runtime.start("job", "in", null);
            assertThat(world.death().await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(inbox.resolve(".camel/a.txt")).exists();
            assertThat(inbox.resolve("a.txt")).doesNotExist();
            runtime.kill();
        }
        world.liveAgain();
        try (TestRuntime runtime = runtime("pollEnrich: { constant: \"file:%s\", timeout: 5000 }")) {
            assertThat(runtime.completed(id)).isEqualTo("content/after");
            assertThat(world.names()).containsExactly("before", "after");
        }
    }

    @Test
    void pollingWithoutAnExpressionIsTheSame() throws Exception {
        try (TestRuntime runtime = runtime("poll: { uri: \"file:%s\", parameters: { delete: true }, timeout: 5000 }")) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("content/after");
            await().untilAsserted(() -> assertThat(inbox).isEmptyDirectory());
        }
    }

    @Test
    void nothingToPollIsRecordedToo() throws Exception {
        Files.delete(inbox.resolve("a.txt"));
        try (TestRuntime runtime = runtime("""
                pollEnrich: { constant: "file:%s", timeout: 1 }
                        - to: "workflow:sleep?duration=10ms"
                        - setBody: { simple: "nothing ${body}" }""")) {
            assertThat(runtime.completed(runtime.start("job", "in", null))).isEqualTo("nothing /after");
        }
    }

    private TestRuntime runtime(String poll) throws Exception {
        return new TestRuntime(folder.resolve("store"), world)
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              steps:
                                - to: "effect:before"
                                - %s
                                - to: "effect:after"
                        """.formatted(poll.formatted(inbox)))
                .start();
    }
}
