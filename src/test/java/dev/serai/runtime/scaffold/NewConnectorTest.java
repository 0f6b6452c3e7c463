/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.registry.ConnectorTypes;
import dev.serai.connector.specification.ConnectorSpecification;
import dev.serai.connector.specification.PageFile;
import dev.serai.connector.specification.ReferencePage;
import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.cli.CommandRun;
import dev.serai.runtime.scaffold.ModuleTestRun.Outcome;
import dev.serai.testkit.KeyValueServer;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult.Status;

/** What {@code serai new connector} makes is a connector. */
class NewConnectorTest {

    @TempDir
    private Path folder;

    @Test
    void theModuleKeepsTheContractAndItsPageIsUpToDate() throws Exception {
        GeneratedModule module = generate("neo4j-graph", "--package", "org.acme.graph");

        List<Outcome> outcomes = module.verify();

        assertThat(outcomes).filteredOn(one -> one.status() == Status.FAILED).isEmpty();
        assertThat(outcomes).hasSizeGreaterThan(50);
        assertThat(outcomes)
                .filteredOn(one -> one.status() == Status.SUCCESSFUL)
                .hasSizeGreaterThan(30);
        assertThat(outcomes)
                .filteredOn(one -> one.status() == Status.ABORTED)
                .isNotEmpty()
                .allMatch(one -> one.reason().endsWith("."));
        assertThat(outcomes).extracting(Outcome::test).contains("thePageIsUpToDate()");
        assertThat(outcomes)
                .as("what the guide adds")
                .noneMatch(one ->
                        one.test().equals("aChangeWithTheSameKeyIsMadeOnce()") && one.status() == Status.SUCCESSFUL);
    }

    @Test
    void aRouteCallsIt() throws Exception {
        GeneratedModule module = generate("acme-crm");
        module.build();
        Path declarations = folder.resolve("connectors.yaml");
        try (KeyValueServer server = KeyValueServer.start("serai", "open-sesame");
                URLClassLoader classLoader = module.classLoader();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            Files.writeString(declarations, """
                    connectors:
                      - name: texts
                        type: acme-crm
                        connection: { url: "%s", username: serai, password: "{{password}}" }
                    """.formatted(server.url()));
            camel.setApplicationContextClassLoader(classLoader);
            camel.getPropertiesComponent().addInitialProperty("serai.connectors", declarations.toString());
            camel.getPropertiesComponent().addInitialProperty("password", "open-sesame");
            camel.start();
            ProducerTemplate template = camel.createProducerTemplate();

            template.sendBody("connector:texts/put?name=greeting", "hello");

            assertThat(server.value("greeting")).isEqualTo("hello");
            assertThat(template.requestBody("serai-acme-crm:texts/get?name=greeting", null, String.class))
                    .isEqualTo("hello");
        }
    }

    @Test
    void theExampleIsAWorkspaceWithoutProblems() throws Exception {
        GeneratedModule module = generate("acme-crm");
        module.build();
        module.jar(module.directory().resolve("example/lib/acme-crm.jar"));

        assertThat(TestWorkspaces.problems(module.directory().resolve("example"), Map.of("ACME_CRM_PASSWORD", "x")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "class", "data-", "key-value", "s3"})
    void aModuleOfAnyNameCompiles(String name) throws Exception {
        GeneratedModule module = generate(name);

        module.build();

        for (Path file : GeneratedModule.files(module.directory().resolve("src"))) {
            assertThat(file.toString()).doesNotContain("__");
            assertThat(file).content().doesNotContain("__");
        }
    }

    @Test
    void thePageInTheTemplateIsUpToDate() throws Exception {
        GeneratedModule module = generate("template");
        module.build();
        PageFile page = new PageFile(Path.of("main/resources/scaffold/connector/README.md"));
        String reference;
        try (URLClassLoader classLoader = module.classLoader()) {
            ConnectorFactory<?> factory =
                    ConnectorTypes.of(classLoader).find("template").orElseThrow();
            reference = ReferencePage.withoutLinks(ConnectorSpecification.of(factory))
                    .replace("SERAI-TEMPLATE", "__errors__");
        }
        if (Boolean.getBoolean("serai.pages.write")) {
            page.write(reference);
        }

        assertThat(page.text())
                .as("The reference part of the template's README.md is out of date. Write it anew: ./mvnw test -pl src"
                        + " -am -Dtest=NewConnectorTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dserai.pages.write=true")
                .isEqualTo(page.with(reference));
    }

    private GeneratedModule generate(String... arguments) {
        Path directory = folder.resolve("module");
        List<Object> command = new ArrayList<>(List.of("new", "connector", "--directory", directory));
        command.addAll(List.of(arguments));
        CommandRun run = CommandRun.of(command.toArray());
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return new GeneratedModule(directory);
    }
}
