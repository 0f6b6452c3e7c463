/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.embedding;

import org.apache.camel.builder.RouteBuilder;

/** Finds the note of an order. */
final class NoteRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:note")
                .to("connector:orders-db/query?fetchMode=one&sql=SELECT note FROM orders WHERE number = :#number");
    }
}
