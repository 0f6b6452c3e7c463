/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.memory.MemoryConnector;
import dev.serai.connector.registry.ConnectorRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorComponentTest {

    @TempDir
    private Path folder;

    private CamelContext context;

    @BeforeEach
    void declareConnectors() throws Exception {
        Path file = folder.resolve("connectors.yaml");
        Files.writeString(file, """
                connectors:
                  - { name: orders-db, type: memory, connection: { host: h }, retry: { maxRetries: 0 } }
                  - { name: stock, type: memory, connection: { host: h }, retry: { delay: 1ms } }
                """);
        context = newContext();
    }

    private CamelContext newContext() {
        CamelContext made = new DefaultCamelContext();
        made.getComponent("connector", ConnectorComponent.class)
                .setConfiguration(folder.resolve("connectors.yaml").toString());
        made.getPropertiesComponent().addInitialProperty("wanted", "from-properties");
        return made;
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void theOutputBecomesTheBodyAndItsMetadataHeaders() throws Exception {
        Exchange exchange = send("connector:orders-db/add", Map.of("id", 1), Map.of("kept", "yes"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("orders-db ran");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelSeraiCallCount", 1)
                .containsEntry("kept", "yes");
        assertThat(connector("orders-db").calls).containsExactly(Map.of("value", Map.of("id", 1)));
    }

    @Test
    void headersSetInputsAndDeclaredOptionsWinOverThem() throws Exception {
        Map<String, Object> headers =
                Map.of("CamelSeraiKey", "header", "CamelSeraiLimit", "7", "CamelSeraiMode", "ALL");

        send("connector:orders-db/read_one?key={{wanted}}&MODE=one", "ignored", headers);
        send("connector:orders-db/readOne", "ignored", headers);

        assertThat(connector("orders-db").calls)
                .containsExactly(
                        Map.of("key", "from-properties", "limit", 7L, "mode", "one"),
                        Map.of("key", "header", "limit", 7L, "mode", "all"));
    }

    @Test
    void aBodyOfTheWrongKindSaysWhatToDo() throws Exception {
        assertThat(send("connector:orders-db/add", "text", Map.of()).getException())
                .hasMessage("SERAI-CONNECTOR-006: Connector 'orders-db', operation 'add': The message body is a"
                        + " java.lang.String, but 'value' takes a Map. Convert it first, for example with unmarshal or"
                        + " setBody.");
        assertThat(connector("orders-db").calls).isEmpty();
    }

    @Test
    void aMissingInputIsAFailureOfTheMessage() throws Exception {
        assertThat(send("connector:orders-db/readOne", null, Map.of()).getException())
                .isInstanceOf(ConnectorException.class)
                .hasMessageStartingWith(
                        "SERAI-CONNECTOR-005: Connector 'orders-db', operation 'readOne': The input 'key'"
                                + " is missing.");
    }

    @Test
    void theStepsKeyWinsOverTheMessagesKey() throws Exception {
        context.addRoutes(route("direct:step", "connector:orders-db/put"));
        context.start();
        context.createFluentProducerTemplate()
                .to("direct:step")
                .withHeader(ConnectorHeaders.IDEMPOTENCY_KEY, "message")
                .send();
        context.createFluentProducerTemplate()
                .to("direct:step")
                .withHeader(ConnectorHeaders.IDEMPOTENCY_KEY, "message")
                .withExchangeProperty(ConnectorExchangeProperties.STEP_IDEMPOTENCY_KEY, "step")
                .send();

        assertThat(connector("orders-db").contexts)
                .extracting(call -> call.idempotencyKey().orElseThrow())
                .containsExactly("message", "step");
    }

    @Test
    void pathParametersComeFromHeadersThenVariablesThenTheBody() throws Exception {
        context.start();
        Exchange exchange = context.createFluentProducerTemplate()
                .to("connector:orders-db/put")
                .withHeader("a", "header")
                .withVariable("a", "variable")
                .withVariable("b", "variable")
                .withBody(new HashMap<>(Map.of("a", "body", "b", "body", "c", "body")))
                .send();

        assertThat(exchange.getException()).isNull();
        var parameters = connector("orders-db").contexts.get(0).parameters();
        exchange.getMessage().setBody(Map.of("a", "body", "b", "body", "c", "body"));
        assertThat(List.of(parameters.apply("a"), parameters.apply("b"), parameters.apply("c")))
                .containsExactly("header", "variable", "body");
        assertThat(parameters.apply("d")).isNull();
    }

    @Test
    void aFailureReachesTheRouteWithItsPlace() throws Exception {
        context.start();
        connector("orders-db").failWith(MemoryConnector.lasting());
        assertThat(send("connector:orders-db/put", null, Map.of()).getException())
                .hasMessage("SERAI-CONNECTOR-011: Connector 'orders-db', operation 'put': Never.");
    }

    @Test
    void misspellingsStopTheStart() {
        refusesToStart(
                "connector:order-db/add",
                "SERAI-CONNECTOR-002: There is no connector named 'order-db'. Did you mean 'orders-db'? Connectors are"
                        + " declared in connectors.yaml.");
        refusesToStart(
                "connector:orders-db/raedOne",
                "SERAI-CONNECTOR-003: Connector 'orders-db': A connector of type 'memory' has no operation 'raedOne'. Did"
                        + " you mean 'readOne'?");
        refusesToStart(
                "connector:orders-db/readOne?kee=1",
                "SERAI-CONNECTOR-004: Connector 'orders-db', operation 'readOne': There is no option 'kee'. Did you mean"
                        + " 'key'?");
        refusesToStart(
                "connector:orders-db/readOne?limit=many",
                "SERAI-CONNECTOR-006: Connector 'orders-db', operation 'readOne': The option 'limit' has the value 'many'."
                        + " Expected a whole number.");
        refusesToStart(
                "connector:orders-db",
                "SERAI-CONNECTOR-001: The endpoint 'connector://orders-db' must name a connector and an operation:"
                        + " connector:NAME/OPERATION.");
    }

    @Test
    void anOperationOnTheWrongSideStopsTheStart() {
        refusesToStart(
                "connector:orders-db/watch",
                "SERAI-CONNECTOR-001: Connector 'orders-db', operation 'watch': The operation reads a stream, so it stands"
                        + " in 'from:', not in 'to:'.");
        assertThatThrownBy(() -> {
                    context.addRoutes(route("connector:orders-db/add", "mock:end"));
                    context.start();
                })
                .rootCause()
                .hasMessage(
                        "SERAI-CONNECTOR-001: Connector 'orders-db', operation 'add': The operation makes a call, so it"
                                + " stands in 'to:', not in 'from:'.");
    }

    @Test
    void aFileThatCannotBeReadStopsTheStartAndSaysWhy() throws Exception {
        Path missing = folder.resolve("missing.yaml");
        assertThatThrownBy(() -> ConnectorRegistry.of(context).declareFrom(missing.toString()))
                .hasMessage("SERAI-CONNECTOR-001: The file " + missing + " cannot be read: it does not exist.");
        Path binary = folder.resolve("binary.yaml");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> ConnectorRegistry.of(context).declareFrom(binary.toString()))
                .hasMessage("SERAI-CONNECTOR-001: The file " + binary + " cannot be read: it is not UTF-8 text.");
    }

    @Test
    void aRegistryThatStartsAgainStillRepeatsCalls() throws Exception {
        context.start();
        ConnectorRegistry registry = ConnectorRegistry.of(context);
        registry.stop();
        registry.start();
        connector("stock").failWith(MemoryConnector.passing());

        registry.get("stock").execute("put", Map.of());

        assertThat(registry.get("stock").retries()).isEqualTo(1);
        assertThat(connector("stock").life).containsExactly("connect", "disconnect", "connect");
    }

    @Test
    void connectorsLiveAsLongAsTheContext() {
        context.start();
        assertThat(connector("stock").life).containsExactly("connect");
        context.stop();
        assertThat(connector("stock").life).containsExactly("connect", "disconnect");
    }

    @Test
    void whenOneCannotConnectTheOthersAreClosed() {
        context.getComponent("connector", ConnectorComponent.class).init();
        connector("stock")
                .failToConnectWith(ConnectorException.of(ConnectorErrors.UNSUPPORTED, "Nobody listens.")
                        .build());

        assertThatThrownBy(context::start).rootCause().hasMessageContaining("Nobody listens.");
        assertThat(connector("orders-db").life).containsExactly("connect", "disconnect");
    }

    @Test
    void twoConnectorsOfOneNameAreRefused() {
        context.start();
        assertThatThrownBy(() -> ConnectorRegistry.of(context)
                        .declareFrom(folder.resolve("connectors.yaml").toString()))
                .isInstanceOf(ConnectorException.class)
                .extracting(e -> ((ConnectorException) e).errorCode())
                .isEqualTo(ConnectorErrors.CONFIGURATION);
    }

    private void refusesToStart(String endpoint, String message) {
        CamelContext refusing = newContext();
        assertThatThrownBy(() -> {
                    refusing.addRoutes(route("direct:start", endpoint));
                    refusing.start();
                })
                .rootCause()
                .hasMessage(message);
        refusing.stop();
    }

    private static RouteBuilder route(String from, String to) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        };
    }

    private Exchange send(String endpoint, Object body, Map<String, Object> headers) throws Exception {
        String start = "direct:" + context.getRoutesSize();
        context.addRoutes(route(start, endpoint));
        context.start();
        return context.createFluentProducerTemplate()
                .to(start)
                .withProcessor(exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeaders(new HashMap<>(headers));
                })
                .send();
    }

    private MemoryConnector connector(String name) {
        return (MemoryConnector) ConnectorRegistry.of(context).get(name).connector();
    }
}
