/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.dsl;

import static dev.serai.connector.dsl.ConnectorEndpointBuilder.connector;
import static dev.serai.connector.dsl.ConnectorEndpointBuilder.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.memory.MemoryConnector;
import dev.serai.connector.registry.ConnectorRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorEndpointBuilderTest {

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void declare() {
        ConnectorRegistry.of(context).declare("store", "memory", Map.of("host", "h"));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a+b&c=%d",
                "100% sure",
                "%41",
                "SELECT ':#x' FROM t WHERE a <> ?",
                "ü → 日本",
                "x)y(z",
                "f(1)",
                "(a)&{b}&c",
                "a &&\nb + 1",
                "+",
                "a,b;c",
                "#bean",
                "two  spaces and\na line",
                "\"quoted\" 'text' \\ back"
            })
    void anyCharacterSurvivesInAValue(String value) throws Exception {
        send(connector("store", "readOne").with("key", value));

        assertThat(store().calls).extracting(call -> call.get("key")).containsExactly(value);
    }

    @Test
    void placeholdersAreResolvedInValues() throws Exception {
        context.getPropertiesComponent().addInitialProperty("wanted", "a&b");

        send(connector("store", "readOne").with("key", "x{{wanted}}"));

        assertThat(store().calls).extracting(call -> call.get("key")).containsExactly("xa&b");
    }

    @Test
    void theEntriesOfAMapAreOptionsOfTheirOwn() throws Exception {
        send(connector("store", "put").with("value", Map.of("a", "1&2", "b", "=")));

        assertThat(store().calls).containsExactly(Map.of("value", Map.of("a", "1&2", "b", "=")));
    }

    @Test
    void numbersDurationsAndListsAreWrittenAsInARoute() {
        assertThat(connector("store", "readOne")
                        .with("limit", 7)
                        .with("wait", Duration.ofSeconds(2))
                        .with("keys", List.of("a", "b"))
                        .getRawUri())
                .isEqualTo("connector:store/readOne?limit=7&wait=2000ms&keys=a,b");
    }

    @Test
    void endpointsThatDifferOnlyInSpecialCharactersAreTwo() throws Exception {
        send(connector("store", "readOne").with("key", "a&b"));
        send(connector("store", "readOne").with("key", "a+b"));

        assertThat(store().calls).extracting(call -> call.get("key")).containsExactly("a&b", "a+b");
    }

    @Test
    void anOptionWithoutValueIsRefused() {
        assertThatThrownBy(() -> connector("store", "readOne").with("key", null))
                .hasMessage("The option 'key' has no value. Leave it out, or give it one.");
    }

    @Test
    void theSchemeOfATypeReachesDeclaredAndUndeclaredConnectors() throws Exception {
        send(typed("memory", "store", "readOne").with("key", "k"));
        send(typed("memory", "adhoc", "readOne").with("key", "k").with("host", "a&b"));

        assertThat(store().calls).containsExactly(Map.of("key", "k", "mode", "one"));
        assertThat(ConnectorRegistry.of(context).list())
                .extracting(declared -> declared.name())
                .containsExactly("store", "adhoc-memory-1");
    }

    @Test
    void aMisspeltOptionStopsTheStart() {
        assertThatThrownBy(() -> send(connector("store", "readOne").with("kee", "k")))
                .rootCause()
                .hasMessage(
                        "SERAI-CONNECTOR-004: Connector 'store', operation 'readOne': There is no option 'kee'. Did you"
                                + " mean 'key'?");
    }

    @Test
    void aDynamicStepFillsInItsValuesFromTheMessage() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dynamic").toD(connector("store", "readOne").with("key", "${header.wanted}"));
            }
        });

        context.createProducerTemplate().requestBodyAndHeader("direct:dynamic", null, "wanted", "w");

        assertThat(store().calls).extracting(call -> call.get("key")).containsExactly("w");
    }

    private void send(EndpointProducerBuilder endpoint) throws Exception {
        String start = "direct:" + context.getRoutesSize();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(start).to(endpoint);
            }
        });
        context.createProducerTemplate().requestBody(start, (Object) null);
    }

    private MemoryConnector store() {
        return (MemoryConnector) ConnectorRegistry.of(context).get("store").connector();
    }
}
