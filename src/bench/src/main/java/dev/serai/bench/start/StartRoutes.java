/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Routes in YAML that are started. The same for Serai and for bare Camel, but for what begins with {@code workflow:}. */
final class StartRoutes {

    /** What the log holds when the first execution has come to its last step. */
    static final String FIRST = "the first order";

    private StartRoutes() {}

    /**
     * A timer that starts one execution.
     *
     * @param scheme of the second route: {@code workflow}, or {@code direct}
     */
    static void one(Path folder, String scheme) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("one.camel.yaml"), """
                - route:
                    id: begin
                    from:
                      uri: timer:begin
                      parameters: { repeatCount: 1, delay: 0 }
                      steps:
                        - setBody: { constant: the first }
                        - to: %1$s:first
                - route:
                    id: first
                    from:
                      uri: %1$s:first
                      steps:
                        - setBody: { simple: "${body} order" }
                        - to: log:first
                """.formatted(scheme));
    }

    /**
     * Many files with a route of about five steps each. Every fifth has another route that it calls.
     *
     * @param scheme of the first route: {@code workflow}, or {@code direct}
     */
    static void many(Path folder, String scheme, int number) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < number; i++) {
            boolean calls = i % 5 == 0;
            String route = """
                    - route:
                        id: flow-%1$d
                        from:
                          uri: %2$s:flow-%1$d
                          steps:
                            - setBody: { simple: "${body} of %1$d" }
                            - setHeader: { name: kind, constant: order-%1$d }
                            - choice:
                                when:
                                  - simple: "${header.kind} == 'order-%1$d'"
                                    steps:
                                      - setProperty: { name: known, constant: "true" }
                                otherwise:
                                  steps:
                                    - setProperty: { name: known, constant: "false" }
                            - %3$s
                            - to: log:flow-%1$d
                    """.formatted(
                    i,
                    scheme,
                    calls ? "to: direct:called-" + i : "setVariable: { name: total, simple: \"${header.kind}\" }");
            String called = """
                    - route:
                        id: called-%1$d
                        from:
                          uri: direct:called-%1$d
                          steps:
                            - setHeader: { name: checked, constant: "yes" }
                            - log: "called %1$d by ${body}"
                    """.formatted(i);
            Files.writeString(folder.resolve("flow-" + i + ".camel.yaml"), calls ? route + called : route);
        }
    }
}
