/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

/** The jar in a Camel application that does not use it. */
class EmbeddingWithoutWorkflowsTest extends CamelTestSupport {

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").transform(body().append("!"));
            }
        };
    }

    @Test
    void anApplicationWithoutWorkflowsHasNoStore() {
        assertThat(template.requestBody("direct:in", "x", String.class)).isEqualTo("x!");

        context.stop();
        assertThat(Path.of(".serai")).doesNotExist();
    }
}
