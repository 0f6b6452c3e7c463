/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import dev.serai.store.PostgresSettings;
import dev.serai.store.SqliteSettings;
import dev.serai.store.Store;
import dev.serai.store.StoreSettings;
import dev.serai.workflow.WorkflowComponent;
import dev.serai.workflow.WorkflowHook;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;

/**
 * A program that is killed while all of its executions are in their second step, and started again; then it ends when
 * they have. It says on standard error how far it is.
 */
final class RecoveryProgram {

    static final String IN_FLIGHT = "all executions are in their second step";
    static final String FIRST = "the first step was resumed";
    static final String LAST = "the last execution has ended";

    /** How many run at once after the kill: what a machine of two processors is busy with. */
    private static final int AT_ONCE = 256;

    private final int executions;
    private final boolean begins;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    private RecoveryProgram(int executions, boolean begins) {
        this.executions = executions;
        this.begins = begins;
    }

    /** The folder or the URL of the store, the user there, how many executions, and whether to begin them. */
    public static void main(String... arguments) throws Exception {
        StoreSettings settings = arguments[0].startsWith("jdbc:")
                ? new PostgresSettings(arguments[0], arguments[1], "")
                : new SqliteSettings(Path.of(arguments[0]));
        new RecoveryProgram(Integer.parseInt(arguments[2]), Boolean.parseBoolean(arguments[3]))
                .run(settings.open(Executors.newCachedThreadPool()));
    }

    private void run(Store store) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("store", store);
        context.getRegistry().bind("ends", new Ends());
        // By their names, so that both processes define the same version.
        context.getRegistry().bind("localFunction", new LocalFunction());
        context.getRegistry().bind("secondStep", new SecondStep());
        int atOnce = begins ? executions : AT_ONCE;
        context.getComponent("workflow", WorkflowComponent.class).setMaxConcurrent(atOnce);
        context.getPropertiesComponent().addInitialProperty("atOnce", String.valueOf(atOnce));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("workflow:job?maxConcurrent={{atOnce}}")
                        .process("localFunction")
                        .process("secondStep")
                        .process("localFunction");
            }
        });
        context.start();
        if (begins) {
            AsyncProducer producer = context.getEndpoint("workflow:job").createAsyncProducer();
            producer.start();
            for (int i = 0; i < executions; i++) {
                Exchange exchange = new DefaultExchange(context);
                exchange.getMessage().setBody(LocalFunction.BODY);
                producer.process(exchange, sync -> {});
            }
        }
    }

    /** Does not end before the kill. */
    private final class SecondStep extends AsyncProcessorSupport {

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            int number = arrived.incrementAndGet();
            if (begins) {
                if (number == executions) {
                    System.err.println(IN_FLIGHT);
                }
                return false;
            }
            if (number == 1) {
                System.err.println(FIRST);
            }
            callback.done(true);
            return true;
        }
    }

    private final class Ends implements WorkflowHook {

        @Override
        public void executionEnds(HookedExecution execution, End end, String failure) {
            if (end == End.COMPLETED && ended.incrementAndGet() == executions) {
                System.err.println(LAST);
                new Thread(() -> System.exit(0)).start();
            }
        }
    }
}
