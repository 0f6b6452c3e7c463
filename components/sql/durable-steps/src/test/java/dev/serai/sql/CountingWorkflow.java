/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.store.SqliteSettings;
import dev.serai.store.Store;
import dev.serai.workflow.Workflows;
import dev.serai.workflow.engine.ExecutionOutcome;
import dev.serai.workflow.journal.ExecutionStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/**
 * A process in which executions of a durable workflow count: each adds one to a number, and then a row that says how many
 * rows that has changed. It ends when all executions have; started again, it goes on with the same executions.
 */
final class CountingWorkflow {

    /** What it logs for each execution that is about to end. */
    static final String COUNTED = "counted";

    private CountingWorkflow() {}

    /** @param arguments the folder, what declares the connector, how many executions, and {@code exactlyOnce}'s value */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int executions = Integer.parseInt(arguments[2]);
        ExecutorService callbacks = Executors.newFixedThreadPool(32);
        Store store = new SqliteSettings(folder.resolve(".serai")).open(callbacks);
        try (SqlWorkspace db = SqlWorkspace.start(folder, arguments[1], route(store, arguments[3]))) {
            await(db.camelContext(), executions);
        } finally {
            store.close();
            callbacks.shutdown();
        }
    }

    private static RouteBuilder route(Store store, String exactlyOnce) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getRegistry().bind("store", store);
                from("workflow:count")
                        .routeId("count")
                        .to("connector:db/execute?sql=RAW(UPDATE total SET amount = amount + 1)&exactlyOnce="
                                + exactlyOnce)
                        .to("connector:db/execute?sql=RAW(INSERT INTO log (entry) VALUES (:#CamelSeraiRowsAffected))"
                                + "&exactlyOnce=" + exactlyOnce)
                        .log(COUNTED);
            }
        };
    }

    private static void await(CamelContext camelContext, int executions) {
        List<CompletableFuture<ExecutionOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < executions; i++) {
            outcomes.add(Workflows.of(camelContext)
                    .start("count")
                    .key("execution-" + i)
                    .execute()
                    .outcome());
        }
        for (CompletableFuture<ExecutionOutcome> outcome : outcomes) {
            if (outcome.join().status() != ExecutionStatus.COMPLETED) {
                throw new IllegalStateException("An execution failed: " + outcome.join());
            }
        }
    }
}
