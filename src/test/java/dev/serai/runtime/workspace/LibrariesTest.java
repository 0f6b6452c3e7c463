/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.runtime.TestWorkspaces;
import java.io.IOException;
import java.io.OutputStream;
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

    /** A jar with a class, and a component that is an alias of log. */
    private void jar() throws IOException {
        TestWorkspaces.write(build, "shop/Price.java", """
                package shop;
                public class Price {
                    public String of(String article) { return article + " costs 3"; }
                }
                """);
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        build.toString(),
                        build.resolve("shop/Price.java").toString());
        assertThat(compiled).isZero();
        Files.createDirectories(folder.resolve("lib"));
        try (OutputStream file = Files.newOutputStream(folder.resolve("lib/shop.jar"));
                ZipOutputStream jar = new ZipOutputStream(file)) {
            jar.putNextEntry(new ZipEntry("shop/Price.class"));
            Files.copy(build.resolve("shop/Price.class"), jar);
            jar.putNextEntry(new ZipEntry("META-INF/services/org/apache/camel/component/shop"));
            jar.write("class=org.apache.camel.component.log.LogComponent\n"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
