/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import dev.serai.runtime.workspace.WorkspaceRuntime;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a workspace until a signal. */
@Command(
        name = "run",
        description = "Runs a workspace until Ctrl-C or SIGTERM.",
        footer = {
            "",
            "The folder holds *.camel.yaml and *.java routes and, if needed, connectors.yaml,",
            "application.properties, kamelets/ and lib/ with more jars.",
            "Nothing is started when validation finds a problem."
        })
final class RunCommand implements Callable<Integer> {

    @Mixin
    private WorkspaceArgument argument;

    @Override
    public Integer call() throws InterruptedException {
        try (WorkspaceRuntime runtime = new WorkspaceRuntime(argument.workspace(), List.of())) {
            Thread stop = new Thread(runtime::stop, "stop");
            runtime.start();
            Runtime.getRuntime().addShutdownHook(stop);
            banner(runtime);
            runtime.awaitShutdown();
        }
        return 0;
    }

    private static void banner(WorkspaceRuntime runtime) {
        CamelContext context = runtime.camelContext();
        System.err.println("Serai runs " + runtime.workspace().folder());
        for (Route route : context.getRoutes()) {
            System.err.println("  route      " + route.getId() + "  from " + route.getEndpoint());
        }
        for (DeclaredConnector connector : ConnectorRegistry.of(context).list()) {
            System.err.println("  connector  " + connector.name() + "  "
                    + connector.metadata().displayName());
        }
        System.err.println("Stop it with Ctrl-C.");
    }
}
