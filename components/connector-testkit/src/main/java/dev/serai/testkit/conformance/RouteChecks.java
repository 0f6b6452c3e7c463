/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

/** Routes call it: the payload is the body, other inputs are options or headers. */
interface RouteChecks extends Checks {

    @Test
    default void aRouteCallsItByName() {
        assertCalled("connector:");
    }

    @Test
    default void aRouteCallsItByItsOwnScheme() {
        String scheme = "serai-" + run().suite().type();
        assertThat(run().camelContext().getComponent(scheme))
                .as("the component '" + scheme + "' of the jar")
                .isNotNull();

        assertCalled(scheme + ":");
    }

    @Test
    default void anOptionOfTheRouteWinsOverAHeader() {
        Call read = run().suite().read();
        Operation operation = run().operation(read);
        Map.Entry<String, Object> option = read.input().entrySet().stream()
                .filter(input -> !input.getKey().equals(operation.payload()) && input.getValue() instanceof String)
                .findFirst()
                .orElseThrow(() -> new AssertionError("read() has no text among its inputs that is not the payload."));
        Map<String, Object> misleading = new LinkedHashMap<>(read.input());
        misleading.put(option.getKey(), "misleading");

        Object answer = send(
                "connector:", new Call(read.operation(), misleading, null), Map.of(option.getKey(), option.getValue()));

        assertThat(answer).isEqualTo(read.output());
    }

    private void assertCalled(String scheme) {
        Object answer = send(scheme, run().suite().read(), Map.of());
        send(scheme, run().suite().change(), Map.of());

        assertThat(answer).isEqualTo(run().suite().read().output());
        assertThat(run().operation(run().suite().change()).payload())
                .as("the input that the body is")
                .isNotNull();
        assertThat(run().system().effects()).as("effects").isEqualTo(1);
    }

    /**
     * Sends the payload as the body and all other inputs as headers.
     *
     * @param options stand in the endpoint
     */
    private Object send(String scheme, Call call, Map<String, Object> options) {
        CamelContext context = run().camelContext();
        if (!context.isStarted()) {
            run().declared(Map.of());
            context.start();
        }
        Operation operation = run().operation(call);
        Map<String, Object> headers = new LinkedHashMap<>();
        call.input().forEach((name, value) -> headers.put(OperationInput.header(name), value));
        Object body = operation.payload() == null ? null : call.input().get(operation.payload());
        if (operation.payload() != null) {
            headers.remove(OperationInput.header(operation.payload()));
        }
        StringBuilder uri =
                new StringBuilder(scheme).append(ConformanceRun.NAME).append('/');
        uri.append(call.operation()).append(options.isEmpty() ? "" : "?");
        options.forEach(
                (name, value) -> uri.append(name).append("=RAW(").append(value).append(')'));
        try (ProducerTemplate template = context.createProducerTemplate()) {
            Exchange answer = template.send(uri.toString(), exchange -> {
                exchange.getMessage().setHeaders(headers);
                exchange.getMessage().setBody(body);
            });
            if (answer.getException() != null) {
                throw new AssertionError("The route failed: " + answer.getException(), answer.getException());
            }
            return answer.getMessage().getBody();
        } catch (IOException e) {
            throw new AssertionError("The template did not close.", e);
        }
    }
}
