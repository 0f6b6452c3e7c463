/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.runtime.TestWorkspaces;
import dev.serai.testkit.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceRuntimeTest {

    private static final List<RuntimeExtension> NONE = List.of();

    @TempDir
    private Path folder;

    @Test
    void yamlJavaKameletAndConnectorWorkTogetherOverHttp() throws Exception {
        int port = runnable("good");

        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), NONE)) {
            runtime.start();

            assertThat(get(port, "/greet?name=Ada").body()).isEqualTo("hello Ada!");
            assertThat(get(port, "/greet?name=nobody").statusCode()).isEqualTo(404);
            assertThat(get(port, "/where").body()).isEqualTo(folder.toRealPath().toString());
        }
        assertThat(folder.resolve("guests.txt")).hasContent("hello Ada!");
    }

    @Test
    void nothingRunsAfterTheStop() throws Exception {
        int port = runnable("good");
        WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), NONE);
        runtime.start();

        runtime.stop();
        runtime.stop();
        runtime.awaitShutdown();

        assertThat(runtime.camelContext().isStopped()).isTrue();
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
        }
    }

    @Test
    void aWorkspaceWithoutHttpOpensNoPort() {
        TestWorkspaces.write(folder, "a.camel.yaml", """
                - from:
                    uri: timer:x
                    steps:
                      - log: x
                """);
        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), NONE)) {
            runtime.start();

            assertThat(runtime.camelContext().hasComponent("platform-http")).isNull();
        }
    }

    @Test
    void extensionsSeeTheContextBeforeTheRoutesAndBeforeTheStop() {
        TestWorkspaces.write(folder, "a.camel.yaml", """
                - route:
                    id: a
                    from:
                      uri: timer:x
                      steps:
                        - log: x
                """);
        List<String> seen = new ArrayList<>();
        RuntimeExtension extension = new RuntimeExtension() {
            @Override
            public void beforeRoutes(CamelContext camelContext, Workspace workspace) {
                seen.add("before routes: " + camelContext.getRoutesSize());
            }

            @Override
            public void started(CamelContext camelContext, Workspace workspace) {
                seen.add("started: " + camelContext.getRoutesSize());
            }

            @Override
            public void stopping(CamelContext camelContext, Workspace workspace) {
                seen.add("stopping: " + camelContext.getStatus());
            }
        };

        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of(extension))) {
            runtime.start();
        }

        assertThat(seen).containsExactly("before routes: 0", "started: 1", "stopping: Started");
    }

    @Test
    void aWorkspaceWithMistakesIsRefusedInTheWordsOfTheValidation() {
        Path mistakes = TestWorkspaces.resource("mistakes");

        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(mistakes), NONE)) {
            assertThatThrownBy(runtime::start)
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("structure.camel.yaml:2:5: The route has no 'from'.")
                    .hasMessageContaining("The environment variable SERAI_TEST_UNSET_VARIABLE is not set.");
        }
    }

    @Test
    void aPortInUseIsNamedWithTheRemedy() throws IOException {
        int port = runnable("good");
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), NONE)) {
            assertThatThrownBy(runtime::start)
                    .isInstanceOf(WorkspaceException.class)
                    .hasMessage("The HTTP server cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": Address already in use. Stop the process that uses it, or set another with"
                            + " camel.server.port in application.properties.");
        }
    }

    @Test
    void aSystemThatIsAwayIsWaitedForWhileTheRestRuns() throws IOException {
        TestWorkspaces.copy("good", folder);
        TestWorkspaces.write(folder, "connectors.yaml", """
                connectors:
                  - name: guests
                    type: ledger
                    connection: { file: nowhere/guests.txt }
                    connect: { delay: 10ms, maxDelay: 20ms }
                """);

        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), NONE)) {
            runtime.start();
            var guests = ConnectorRegistry.of(runtime.camelContext()).get("guests");
            assertThat(guests.connected()).isFalse();

            Files.createDirectory(folder.resolve("nowhere"));
            await().until(guests::connected);
        }
    }

    @Test
    void aConnectorThatIsToFailFastStopsTheStart() {
        TestWorkspaces.copy("good", folder);
        TestWorkspaces.write(folder, "connectors.yaml", """
                connectors:
                  - name: guests
                    type: ledger
                    connection: { file: nowhere/guests.txt }
                    connect: { failFast: true }
                """);

        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), NONE)) {
            assertThatThrownBy(runtime::start)
                    .isInstanceOf(WorkspaceException.class)
                    .hasMessageContaining("There is no folder ")
                    .hasMessageContaining("nowhere");
            assertThat(runtime.camelContext().isStopped()).isTrue();
        }
    }

    @Test
    void aMissingBeanIsNamedWithItsRoute() {
        TestWorkspaces.write(folder, "a.camel.yaml", """
                - route:
                    id: needs-a-bean
                    from:
                      uri: timer:x
                      steps:
                        - bean: { ref: pricing }
                """);

        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), NONE)) {
            assertThatThrownBy(runtime::start)
                    .hasMessage("The route 'needs-a-bean' cannot be started. There is no bean 'pricing'. Declare it"
                            + " under '- beans:' in a route file, or bind it in a .java file.");
        }
    }

    @Test
    void aClassInAJavaFileMayBindItselfAsABean() {
        TestWorkspaces.write(folder, "Pricing.java", """
                import org.apache.camel.BindToRegistry;

                @BindToRegistry("pricing")
                public class Pricing {
                    public String price(String article) {
                        return article + " costs 3";
                    }
                }
                """);
        TestWorkspaces.write(folder, "a.camel.yaml", """
                - route:
                    id: a
                    from:
                      uri: direct:a
                      steps:
                        - bean: { ref: pricing }
                """);

        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), NONE)) {
            runtime.start();

            assertThat(runtime.camelContext().createProducerTemplate().requestBody("direct:a", "apple", String.class))
                    .isEqualTo("apple costs 3");
        }
    }

    private int runnable(String name) {
        TestWorkspaces.copy(name, folder);
        int port = FreePort.find();
        TestWorkspaces.write(folder, "application.properties", "greeting=hello\ncamel.server.port=" + port + "\n");
        return port;
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
