/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.memory.MemoryConnector;
import dev.serai.connector.memory.MemoryConnectorFactory;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.specification.ComponentMetadataWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scheme {@code serai-memory}, with the files that a build writes into a connector's jar. */
class TypedConnectorComponentTest {

    @TempDir
    private Path folder;

    private URLClassLoader classLoader;
    private CamelContext context;

    @BeforeEach
    void writeMetadata() throws Exception {
        Path classes = folder.resolve("classes");
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(ConnectorFactory.class.getName()), MemoryConnectorFactory.class.getName() + "\n");
        ClassLoader parent = getClass().getClassLoader();
        ComponentMetadataWriter.write(
                classes, new ComponentMetadataWriter.Artifact("dev.serai", "serai-memory", "1.0.0"), parent);
        classLoader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, parent);
        Path declarations = folder.resolve("connectors.yaml");
        Files.writeString(declarations, """
                connectors:
                  - { name: orders-db, type: memory, connection: { host: h } }
                """);
        context = new DefaultCamelContext();
        context.setApplicationContextClassLoader(classLoader);
        context.getPropertiesComponent().addInitialProperty("serai.connectors", declarations.toString());
    }

    @AfterEach
    void stop() throws Exception {
        context.stop();
        classLoader.close();
    }

    @Test
    void aDeclaredConnectorIsReachedByItsTypesScheme() {
        context.start();

        Object answer = context.createFluentProducerTemplate()
                .to("serai-memory:orders-db/add")
                .withBody(Map.of("id", 1))
                .request();

        assertThat(answer).isEqualTo("orders-db ran");
        assertThat(memory("orders-db").calls).containsExactly(Map.of("value", Map.of("id", 1)));
    }

    @Test
    void endpointsMayBeMadeBeforeTheContextStarts() {
        assertThat(context.getEndpoint("serai-memory:orders-db/readOne?key=k")).isInstanceOf(ConnectorEndpoint.class);
    }

    @Test
    void endpointsWithTheSameConnectionShareOneConnector() {
        context.start();
        ConnectorEndpoint add = endpoint("serai-memory:adhoc/add?host=h&port=7&maxRetries=0");
        ConnectorEndpoint read = endpoint("serai-memory:adhoc/readOne?maxRetries=0&port=7&host=h&key=k");
        ConnectorEndpoint other = endpoint("serai-memory:adhoc/add?connection.host=other&port=7&retry.maxRetries=0");

        assertThat(read.connector()).isSameAs(add.connector());
        assertThat(read.options()).isEqualTo(Map.of("key", "k"));
        assertThat(other.connector()).isNotSameAs(add.connector());
        assertThat(ConnectorRegistry.of(context).list())
                .extracting(connector -> connector.name())
                .containsExactly("orders-db", "adhoc-memory-1", "adhoc-memory-2");
        assertThat(memory("adhoc-memory-1").life).containsExactly("connect");
    }

    @Test
    void connectorsOfUrisEndWithTheContext() {
        context.start();
        MemoryConnector memory = (MemoryConnector)
                endpoint("serai-memory:adhoc/add?host=h").connector().connector();

        context.stop();

        assertThat(memory.life).contains("disconnect");
        assertThat(ConnectorRegistry.of(context).list())
                .extracting(connector -> connector.name())
                .containsExactly("orders-db");
    }

    @Test
    void aSecretInAUriIsRefusedAndNotShown() {
        assertThatThrownBy(() -> context.getEndpoint("serai-memory:adhoc/add?host=h&accessPassword=hunter2"))
                .rootCause()
                .hasMessageContaining("'connection.accessPassword' is a secret and must not stand in the file. Write a"
                        + " reference without a default, such as ${ACCESS_PASSWORD}")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> context.getEndpoint("serai-memory:adhoc/add?host=h&accessPassword=hunter2"))
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aReferenceToASecretIsResolvedForTheConnectorAlone() {
        // Any variable that is set will do.
        String name = System.getenv().containsKey("PATH") ? "PATH" : "HOME";
        ConnectorEndpoint endpoint = endpoint("serai-memory:adhoc/add?host=h&accessPassword=${" + name + "}");

        assertThat(endpoint.getEndpointUri()).contains(name).doesNotContain(System.getenv(name));
        assertThat(endpoint.toString()).doesNotContain(System.getenv(name));
    }

    @Test
    void aWrongEndpointSaysWhatToWrite() {
        for (var wrong : List.of(
                Map.entry(
                        "serai-memory:order-db/add",
                        "There is no connector named 'order-db'. Did you mean 'orders-db'?"),
                Map.entry("serai-memory:adhoc/ad?host=h", "'serai-memory' has no operation 'ad'. Did you mean 'add'?"),
                Map.entry("serai-memory:adhoc/add?hots=h", "has an option 'hots'. Did you mean 'host'?"),
                Map.entry(
                        "serai-memory:adhoc/add?connection.hots=h",
                        "Unknown option 'connection.hots'. Did you mean 'host'?"),
                Map.entry("serai-memory:adhoc/readOne?host=h&limt=1", "has an option 'limt'. Did you mean 'limit'?"),
                Map.entry(
                        "serai-memory:adhoc/add?host=h&maxDelay=3s", "Write which: retry.maxDelay or connect.maxDelay"),
                Map.entry(
                        "serai-memory:adhoc/add?host=h&connection.host=i",
                        "'connection.host' and 'host' are the same one"),
                Map.entry("serai-memory:adhoc/add", "'connection.host' is missing"),
                Map.entry("serai-memory:adhoc/add?host=h&port=many", "Expected a whole number."),
                Map.entry("serai-memory:adhoc", "serai-memory:NAME/OPERATION"))) {
            assertThatThrownBy(() -> context.getEndpoint(wrong.getKey()))
                    .as(wrong.getKey())
                    .rootCause()
                    .hasMessageContaining(wrong.getValue());
        }
    }

    private ConnectorEndpoint endpoint(String uri) {
        return context.getEndpoint(uri, ConnectorEndpoint.class);
    }

    private MemoryConnector memory(String name) {
        return (MemoryConnector) ConnectorRegistry.of(context).get(name).connector();
    }
}
