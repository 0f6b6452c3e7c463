/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar in a Camel application that exists already. */
class EmbeddingTest extends CamelTestSupport {

    @TempDir
    Path folder;

    @Override
    protected CamelContext createCamelContext() {
        WorkflowComponent workflows = new WorkflowComponent();
        workflows.setStoreDirectory(folder.resolve("store").toString());
        CamelContext application = new DefaultCamelContext();
        application.addComponent("workflow", workflows);
        return application;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:orders").to("workflow:order?wait=true");
                from("workflow:order")
                        .routeId("order")
                        .setBody(body().append(" done"))
                        .to("direct:sub");
                from("direct:sub").routeId("sub").transform(body().append(", and its part"));
            }
        };
    }

    @Test
    void oneDependencyIsAllThatADurableRouteNeeds() {
        assertThat(template.requestBody("direct:orders", "order 1", String.class))
                .isEqualTo("order 1 done, and its part");

        context.stop();
        assertThat(folder.resolve("store/store.db")).exists();
    }
}
