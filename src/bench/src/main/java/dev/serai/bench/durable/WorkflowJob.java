/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import dev.serai.store.Store;
import dev.serai.store.WriteSession;
import dev.serai.workflow.WorkflowComponent;
import dev.serai.workflow.WorkflowHook;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;

/** The workflow, started in the process that runs it. */
final class WorkflowJob implements Job {

    private final JobStore place;
    private final int atOnce;
    private final ExecutorService callbacks = Executors.newCachedThreadPool();
    private final Store store;
    private final CamelContext context = new DefaultCamelContext();
    private final Semaphore places;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    WorkflowJob(JobStore place, int atOnce) throws Exception {
        this.place = place;
        this.atOnce = atOnce;
        this.places = new Semaphore(atOnce);
        this.store = place.settings().open(callbacks);
        context.getRegistry().bind("store", store);
        context.getRegistry().bind("ends", new Ends());
        context.getComponent("workflow", WorkflowComponent.class).setMaxConcurrent(atOnce);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                RouteDefinition route = from("workflow:job?maxConcurrent=" + atOnce);
                for (int i = 0; i < STEPS; i++) {
                    route.process(new LocalFunction());
                }
                from("workflow:waits?maxConcurrent=" + atOnce).to("workflow:sleep?duration=1s");
            }
        });
        context.start();
    }

    @Override
    public String name() {
        return "workflow";
    }

    @Override
    public void run(int executions) throws Exception {
        run("workflow:job", executions);
    }

    /** Starts executions that each wait for a second, and returns when all have ended. */
    void runWaiting(int executions) throws Exception {
        run("workflow:waits", executions);
    }

    private void run(String uri, int executions) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        for (int i = 0; i < executions; i++) {
            places.acquire();
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(LocalFunction.BODY);
            producer.process(exchange, sync -> {
                if (exchange.getException() != null) {
                    failed(exchange.getException());
                }
            });
        }
        places.acquire(atOnce);
        places.release(atOnce);
        producer.stop();
        if (failure.get() != null) {
            throw new IllegalStateException("An execution failed, so nothing was measured.", failure.get());
        }
    }

    private void failed(Throwable problem) {
        failure.compareAndSet(null, problem);
        places.release();
    }

    @Override
    public Duration processorTime() {
        return ProcessorTime.ofThis();
    }

    @Override
    public OptionalLong statements() {
        return OptionalLong.of(store.writer().await(WriteSession::statements));
    }

    @Override
    public JobStore store() {
        return place;
    }

    @Override
    public void close() throws IOException {
        context.stop();
        store.close();
        callbacks.shutdown();
        place.close();
    }

    /** Gives the place of an execution to the next one when its end is on the disk. */
    private final class Ends implements WorkflowHook {

        @Override
        public void executionEnds(HookedExecution execution, End end, String problem) {
            if (end == End.COMPLETED) {
                places.release();
            } else if (end != End.SUSPENDED) {
                failed(new IllegalStateException(end + ": " + problem));
            }
        }
    }
}
