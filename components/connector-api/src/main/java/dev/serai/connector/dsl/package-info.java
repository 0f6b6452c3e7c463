/** Endpoints of connectors in routes that are written in Java, beside the builders of Camel's endpoint DSL. */
package dev.serai.connector.dsl;
