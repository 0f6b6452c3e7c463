/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.nio.file.Path;
import org.apache.camel.CamelContext;

/**
 * What a connector finds around it.
 *
 * @param camelContext for threads, type conversion and beans
 * @param baseDirectory what relative paths of the declaration are relative to
 * @param redaction keeps the connector's secrets out of its failures; a connector adds what it derives from them
 */
public record ConnectorEnvironment(CamelContext camelContext, Path baseDirectory, Redaction redaction) {}
