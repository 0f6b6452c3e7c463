/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar in a Camel application that exists already. */
class EmbeddingTest {

    @TempDir
    Path folder;

    @Test
    void oneDependencyIsAllThatADurableRouteNeeds() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            WorkflowComponent workflows = new WorkflowComponent();
            workflows.setStoreDirectory(folder.resolve("store").toString());
            context.addComponent("workflow", workflows);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:orders").to("workflow:order?wait=true");
                    from("workflow:order")
                            .routeId("order")
                            .setBody(body().append(" done"))
                            .to("direct:sub");
                    from("direct:sub").routeId("sub").transform(body().append(", and its part"));
                }
            });
            context.start();
            assertThat(context.createProducerTemplate().requestBody("direct:orders", "order 1", String.class))
                    .isEqualTo("order 1 done, and its part");
        }
        assertThat(folder.resolve("store/store.db")).exists();
    }

    @Test
    void anApplicationWithoutWorkflowsHasNoStore() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").transform(body().append("!"));
                }
            });
            context.start();
            assertThat(context.createProducerTemplate().requestBody("direct:in", "x", String.class))
                    .isEqualTo("x!");
        }
        assertThat(Files.exists(Path.of(".serai"))).isFalse();
    }
}
