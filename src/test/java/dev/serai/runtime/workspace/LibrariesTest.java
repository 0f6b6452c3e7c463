/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.runtime.TestWorkspaces;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar in lib/ adds classes and components to a workspace. */
class LibrariesTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path build;

    @Test
    void javaRoutesAndEndpointsMayUseWhatAJarInLibBrings() throws Exception {
        jar();
        TestWorkspaces.write(folder, "Quote.java", """
                import org.apache.camel.builder.RouteBuilder;
                import shop.Price;
                public class Quote extends RouteBuilder {
                    public void configure() { from("direct:quote").routeId("quote").bean(Price.class, "of"); }
                }
                """);
        TestWorkspaces.write(folder, "a.camel.yaml", """
                - route:
                    id: a
                    from:
                      uri: direct:a
                      steps:
                        - to: shop:counter
                        - to: direct:quote
                """);

        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of())) {
            runtime.start();

            assertThat(runtime.camelContext().createProducerTemplate().requestBody("direct:a", "apple", String.class))
                    .isEqualTo("apple costs 3");
        }
    }

    @Test
    void connectorsMayBeOfATypeThatAJarInLibBrings() throws Exception {
        connectorJar();
        TestWorkspaces.write(folder, "connectors.yaml", """
                connectors:
                  - { name: friendly, type: greeter, greeting: "Good day" }
                """);
        TestWorkspaces.write(folder, "a.camel.yaml", """
                - route:
                    id: a
                    from:
                      uri: direct:a
                      steps:
                        - to: connector:friendly/greet
                """);

        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of())) {
            runtime.start();

            assertThat(runtime.camelContext().createProducerTemplate().requestBody("direct:a", "Ann", String.class))
                    .isEqualTo("Good day, Ann");
        }
    }

    @Test
    void mistakesInADeclarationOfSuchATypeAreFound() throws Exception {
        connectorJar();
        TestWorkspaces.write(folder, "connectors.yaml", """
                connectors:
                  - { name: friendly, type: greeter, greting: "Good day" }
                """);
        TestWorkspaces.write(folder, "a.camel.yaml", """
                - route:
                    id: a
                    from:
                      uri: direct:a
                      steps:
                        - to: connector:friendly/greet
                """);

        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of())) {
            assertThatThrownBy(runtime::start)
                    .hasMessageContaining("Unknown option 'greting'. Did you mean 'greeting'?");
        }
    }

    /** A jar with a class, and a component that is an alias of log. */
    private void jar() throws IOException {
        TestWorkspaces.write(build, "shop/Price.java", """
                package shop;
                public class Price {
                    public String of(String article) { return article + " costs 3"; }
                }
                """);
        compile("shop/Price.java");
        pack(
                "shop",
                "META-INF/services/org/apache/camel/component/shop",
                "class=org.apache.camel.component.log.LogComponent");
    }

    /** A jar with a type of connector. */
    private void connectorJar() throws IOException {
        TestWorkspaces.write(build, "greeter/GreeterFactory.java", """
                package greeter;
                import dev.serai.connector.*;
                import dev.serai.connector.configuration.ConnectorSettings;
                import dev.serai.connector.configuration.Option;
                import java.util.List;
                import java.util.Map;
                import java.util.concurrent.CompletableFuture;
                import java.util.concurrent.CompletionStage;
                public class GreeterFactory implements ConnectorFactory<GreeterFactory.Settings> {
                    static final ConnectorMetadata METADATA = ConnectorMetadata.of("greeter", "Greeter")
                            .description("Greets.")
                            .category(ConnectorMetadata.Category.CUSTOM)
                            .operations(List.of(Operation.call("greet", "Greets.")
                                    .payload(Field.required("name", Field.Type.STRING, "Whom."))
                                    .build()))
                            .build();
                    public record Settings(@Option(value = "How.", required = true) String greeting) {}
                    public ConnectorMetadata metadata() { return METADATA; }
                    public Class<Settings> configurationType() { return Settings.class; }
                    public Connector create(Settings settings, ConnectorSettings common, ConnectorEnvironment environment) {
                        return new Connector() {
                            public ConnectorMetadata metadata() { return METADATA; }
                            public Capabilities capabilities() { return Capabilities.NONE; }
                            public void connect() {}
                            public void disconnect() {}
                            public HealthCheckResult healthCheck() { return HealthCheckResult.untestable("Nothing to ask."); }
                            public CompletionStage<ExecutionResult> execute(
                                    Operation operation, Map<String, Object> input, ExecutionContext context) {
                                return CompletableFuture.completedStage(
                                        ExecutionResult.of(settings.greeting() + ", " + input.get("name")));
                            }
                        };
                    }
                }
                """);
        compile("greeter/GreeterFactory.java");
        pack("greeter", "META-INF/services/dev.serai.connector.ConnectorFactory", "greeter.GreeterFactory");
    }

    private void compile(String source) {
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        build.toString(),
                        build.resolve(source).toString());
        assertThat(compiled).isZero();
    }

    /** Puts the classes of a package and one service into a jar of lib/. */
    private void pack(String packageName, String service, String provider) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        try (OutputStream file = Files.newOutputStream(folder.resolve("lib/" + packageName + ".jar"));
                ZipOutputStream jar = new ZipOutputStream(file);
                DirectoryStream<Path> classes = Files.newDirectoryStream(build.resolve(packageName), "*.class")) {
            for (Path type : classes) {
                jar.putNextEntry(new ZipEntry(packageName + "/" + type.getFileName()));
                Files.copy(type, jar);
            }
            jar.putNextEntry(new ZipEntry(service));
            jar.write(provider.getBytes(StandardCharsets.UTF_8));
        }
    }
}
