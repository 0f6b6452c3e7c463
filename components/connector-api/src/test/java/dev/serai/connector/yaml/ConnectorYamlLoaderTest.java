/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.connector.memory.MemoryConnector;
import dev.serai.connector.registry.ConnectorRegistry;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorYamlLoaderTest {

    private final CamelContext context = new DefaultCamelContext();
    private MemoryConnector store;

    @BeforeEach
    void declare() {
        store = (MemoryConnector) ConnectorRegistry.of(context)
                .declare("store", "memory", Map.of("host", "h"))
                .connector();
        context.getPropertiesComponent().addInitialProperty("place", "a + b & c, 100% \u00fc)");
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a + b",
                "a & b",
                "100%",
                "like '%de%'",
                "a%25b",
                "%2B",
                "%%25%2525",
                "50%+10%&",
                "f(x) > 1 & y",
                "x)&y=1",
                "x}&y=1",
                ":#name + 1",
                "a#b",
                "a=b?c",
                "two\nlines + more\n\n  and a third",
                "tab\tand \u0001",
                "a{b}c",
                "\"quoted\" 'text' \\",
                "\u00fc \u20ac \ud83d\ude00",
                "RAW",
                "(RAW(x))",
                " spaces around + "
            })
    void aParameterArrivesAsItWasWritten(String value) throws Exception {
        load("file.camel.yaml", """
                - route:
                    from:
                      uri: direct:put
                      steps:
                        - to:
                            uri: connector:store/put
                            parameters:
                              key: %s
                """.formatted(new ObjectMapper().writeValueAsString(value)));

        assertThat(put(null)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAW(a + b)", "RAW{a + b}"})
    void whatIsRawAlreadyStaysSo(String value) throws Exception {
        loadKey(value);

        assertThat(put(null)).isEqualTo("a + b");
    }

    @Test
    void placeholdersAndExpressionsAreFilledIn() throws Exception {
        load("file.camel.yaml", """
                - route:
                    from:
                      uri: direct:put
                      steps:
                        - toD:
                            uri: connector:store/put
                            parameters:
                              key: |-
                                {{place}} + ${header.more}
                                end
                """);

        assertThat(put("1 + 2 & 3%")).isEqualTo("a + b & c, 100% \u00fc) + 1 + 2 & 3%\nend");
    }

    @Test
    void anOptionalPlaceholderLeavesTheOptionOut() throws Exception {
        load("file.camel.yaml", """
                - route:
                    from:
                      uri: direct:put
                      steps:
                        - to:
                            uri: connector:store/put
                            parameters:
                              key: "{{?absent}}"
                """);

        assertThat(put(null)).isNull();
    }

    @Test
    void aTemplatesParametersToo() throws Exception {
        load("file.camel.yaml", """
                - routeTemplate:
                    id: putting
                    parameters:
                      - name: key
                    from:
                      uri: direct:put
                      steps:
                        - to:
                            uri: connector:store/put
                            parameters:
                              key: "{{key}} + 1"
                - templatedRoute:
                    routeTemplateRef: putting
                    parameters:
                      - name: key
                        value: "a + b & c"
                """);

        assertThat(put(null)).isEqualTo("a + b & c + 1");
    }

    @Test
    void aConnectorsOwnSchemeToo() throws Exception {
        load("file.camel.yaml", """
                - route:
                    from:
                      uri: direct:put
                      steps:
                        - to: &call
                            uri: serai-memory:store/put
                            parameters:
                              key: a + b
                        - to: *call
                """);

        assertThat(put(null)).isEqualTo("a + b");
        assertThat(store.calls).hasSize(2).allSatisfy(call -> assertThat(call).containsEntry("key", "a + b"));
    }

    @Test
    void whatNoUriHoldsIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> loadKey("\"x)& y}&\""))
                .hasStackTraceContaining("cannot hold both ')&' and '}&'")
                .hasStackTraceContaining("line 8, column 20");
        assertThatThrownBy(() -> loadKey("\"a\u240ab\"")).hasStackTraceContaining("The character \u240a cannot");
    }

    @Test
    void parametersOfOtherComponentsAreCamels() throws Exception {
        load("file.camel.yaml", """
                - route:
                    from:
                      uri: direct:put
                      steps:
                        - to:
                            uri: log:x
                            parameters:
                              marker: a + b
                """);

        assertThat(context.getEndpoints())
                .extracting(endpoint -> endpoint.getEndpointUri())
                .noneMatch(uri -> uri.contains("RAW"))
                .anyMatch(uri -> uri.startsWith("log://x?marker=a"));
    }

    private void loadKey(String value) throws Exception {
        load("file.camel.yaml", """
                - route:
                    from:
                      uri: direct:put
                      steps:
                        - to:
                            uri: connector:store/put
                            parameters:
                              key: %s
                """.formatted(value));
    }

    private void load(String file, String text) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(file, text));
    }

    /** Sends a message through the route, and gives the key that the connector got. */
    private Object put(String more) {
        var exchange = context.createFluentProducerTemplate()
                .to("direct:put")
                .withHeader("more", more)
                .send();
        assertThat(exchange.getException()).isNull();
        return store.calls.get(0).get("key");
    }
}
