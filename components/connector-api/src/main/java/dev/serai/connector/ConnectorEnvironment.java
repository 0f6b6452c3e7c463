/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.nio.file.Path;
import org.apache.camel.CamelContext;

/**
 * Where a connector lives.
 *
 * @param camelContext gives components, thread pools and the registry
 * @param baseDirectory what relative paths in a declaration are relative to: the folder of {@code connectors.yaml}
 */
public record ConnectorEnvironment(CamelContext camelContext, Path baseDirectory) {}
