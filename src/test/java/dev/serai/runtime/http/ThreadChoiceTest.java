/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes run where their steps, or the settings, say. */
class ThreadChoiceTest {

    private static final String EVENT_LOOP = "vert.x-eventloop-thread";
    private static final String WORKER = "vert.x-worker-thread";

    private static final String PURE = """
            - route:
                id: pure
                from:
                  uri: platform-http:/pure
                  steps:
                    - setBody: { simple: "${threadName}" }
            """;
    private static final String BLOCKING = """
            - beans:
                - name: clock
                  type: java.util.Date
            - route:
                id: blocking
                from:
                  uri: platform-http:/blocking
                  steps:
                    - bean: { ref: clock, method: getTime }
                    - setBody: { simple: "${threadName}" }
            """;

    @TempDir
    private Path folder;

    private HttpWorkspace workspace;

    @BeforeEach
    void prepare() {
        workspace = new HttpWorkspace(folder).file("pure.camel.yaml", PURE).file("blocking.camel.yaml", BLOCKING);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    void theStepsDecide() {
        workspace.start();

        assertThat(workspace.get("/pure").body()).startsWith(EVENT_LOOP);
        assertThat(workspace.get("/blocking").body()).startsWith(WORKER);
    }

    @Test
    void everyRouteOfAWorkspaceMayBePutOnWorkers() {
        workspace.properties("serai.http.threads=worker").start();

        assertThat(workspace.get("/pure").body()).startsWith(WORKER);
    }

    @Test
    void oneRouteMayBePutOnWorkersOrOnTheEventLoop() {
        workspace
                .properties("serai.http.threads.pure=worker\nserai.http.threads.blocking=event-loop")
                .start();

        assertThat(workspace.get("/pure").body()).startsWith(WORKER);
        assertThat(workspace.get("/blocking").body()).startsWith(EVENT_LOOP);
    }

    @Test
    void whatIsSaidOfOneRouteWinsOverWhatIsSaidOfAll() {
        workspace
                .properties("serai.http.threads=worker\nserai.http.threads.pure=auto")
                .start();

        assertThat(workspace.get("/pure").body()).startsWith(EVENT_LOOP);
    }

    @Test
    void restRoutesAreDecidedToo() {
        workspace.file("rest.camel.yaml", """
                        - rest:
                            path: /api
                            get:
                              - path: /pure
                                to: direct:pure
                              - path: /blocking
                                to: direct:blocking
                        - route:
                            from:
                              uri: direct:pure
                              steps:
                                - setBody: { simple: "${threadName}" }
                        - route:
                            from:
                              uri: direct:blocking
                              steps:
                                - bean: { ref: clock, method: getTime }
                                - setBody: { simple: "${threadName}" }
                        """).start();

        assertThat(workspace.get("/api/pure").body()).startsWith(EVENT_LOOP);
        assertThat(workspace.get("/api/blocking").body()).startsWith(WORKER);
    }

    @Test
    void aRequestWithALargeBodyRunsOnAWorker() {
        workspace.start();

        assertThat(workspace.post("/pure", "text/plain", "x".repeat(1000)).body())
                .startsWith(EVENT_LOOP);
        assertThat(workspace.post("/pure", "text/plain", "x".repeat(100_000)).body())
                .startsWith(WORKER);
    }

    @Test
    void aWrongSettingIsRefusedWithItsPlace() {
        workspace.properties("serai.http.threads=eventloop\nserai.http.threads.pure = loop\n"
                + "serai.http.threads.pur=worker\nserai.http.thread=worker");

        assertThatThrownBy(() -> workspace.start()).hasMessage("""
                        application.properties:7:20: serai.http.threads has the value 'eventloop'. Expected auto or worker; event-loop is said of a single route, by serai.http.threads.ROUTE-ID.
                        application.properties:8:27: serai.http.threads.pure has the value 'loop'. Expected auto or worker or event-loop.
                        application.properties:9:1: No route has the id 'pur'. Did you mean 'pure'?
                        application.properties:10:1: There is no setting 'serai.http.thread'. Did you mean 'serai.http.threads'?""");
    }
}
