/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import org.apache.camel.CamelContext;

/** Takes part in the life of a workspace's runtime: durable execution, the HTTP API. */
public interface RuntimeExtension {

    /** The context is made and configured, connectors are declared; no route has been read yet. */
    default void beforeRoutes(CamelContext camelContext, Workspace workspace) throws Exception {}

    /** Every route runs. */
    default void started(CamelContext camelContext, Workspace workspace) throws Exception {}

    /** The runtime is about to stop; routes still run. */
    default void stopping(CamelContext camelContext, Workspace workspace) throws Exception {}

    /** Everything has stopped. */
    default void stopped() {}
}
