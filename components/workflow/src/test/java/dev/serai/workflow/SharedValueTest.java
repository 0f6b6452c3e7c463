/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value that two exchanges hold is still one value after a crash. */
class SharedValueTest {

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void whatABranchChangesInsideASharedValueTheOriginalHasAfterACrashToo() throws Exception {
        List<Map<String, Object>> lines =
                new java.util.ArrayList<>(List.of(new TreeMap<>(Map.of("n", 1)), new TreeMap<>(Map.of("n", 2))));
        world.dieAt(1);
        String id;
        try (TestRuntime runtime = runtime()) {
            id = runtime.start("job", lines, "key");
            assertThat(world.death().await(20, TimeUnit.SECONDS)).isTrue();
            runtime.kill();
        }
        world.liveAgain();
        try (TestRuntime runtime = runtime()) {
            assertThat(runtime.completed(id)).isEqualTo("[{done=true, n=1}, {done=true, n=2}]/after");
        }
    }

    private TestRuntime runtime() throws Exception {
        return new TestRuntime(folder, world)
                .bind("marker", new Marker())
                .yaml("job.camel.yaml", """
                        - route:
                            id: job
                            from:
                              uri: workflow:job
                              steps:
                                - split:
                                    simple: "${body}"
                                    steps:
                                      - bean: { ref: marker }
                                - setBody: { simple: "${body.toString()}" }
                                - to: "effect:after"
                        """)
                .start();
    }

    /** Changes what it gets instead of giving something else. */
    public static final class Marker {
        public void mark(Map<String, Object> line) {
            line.put("done", true);
        }
    }
}
