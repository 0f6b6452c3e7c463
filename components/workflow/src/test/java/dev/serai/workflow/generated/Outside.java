/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import dev.serai.connector.camel.ConnectorExchangeProperties;
import dev.serai.store.Store;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.generated.Sources.Keys;
import dev.serai.workflow.generated.Step.Failing;
import dev.serai.workflow.generated.Witness.Deed;
import dev.serai.workflow.value.ExchangeProperties;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/** The outside of generated routes. It knows the executions by the keys with which they were started. */
final class Outside {

    private static final ScheduledExecutorService LATER = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "deed");
        thread.setDaemon(true);
        return thread;
    });

    /** What a draw gives, everywhere it is seen. */
    static final Pattern DRAWN = Pattern.compile("drawn[0-9]{6}");

    private static final Pattern EXECUTION_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final Pattern INSTANT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");

    private final Map<String, Witness> witnesses = new ConcurrentHashMap<>();
    private final AtomicInteger draws = new AtomicInteger();
    private final LongAdder deeds = new LongAdder();
    private final Families families = new Families();

    /** The keys of idempotent consumers. */
    final Keys keys = new Keys();

    /** How often something was done or tried, in all executions. */
    long deeds() {
        return deeds.sum();
    }

    /** Another text each time. */
    String draw() {
        return "drawn%06d".formatted(draws.incrementAndGet() % 1_000_000);
    }

    /** Makes an execution known before it is started. */
    Witness expect(String startKey) {
        Witness witness = new Witness();
        witnesses.put(startKey, witness);
        return witness;
    }

    Witness witness(String startKey) {
        return witnesses.get(startKey);
    }

    private Witness witness(Exchange exchange, Execution execution) {
        Store store = exchange.getContext().getRegistry().lookupByNameAndType("store", Store.class);
        return witness(families.rootOf(store, execution.id()));
    }

    /** Kills what is alive, and lets the next process live. */
    void liveAgain() {
        witnesses.values().forEach(Witness::liveAgain);
    }

    /** Gives another text each time. */
    public final class Lottery {
        public String draw() {
            return Outside.this.draw();
        }
    }

    /** A step that is done at once and changes the body; it never calls back when the process is dead. */
    AsyncProcessor doing(int life, Function<Object, Object> change) {
        return new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                String step = exchange.getProperty(ExchangeProperties.STEP, String.class);
                if (!act(exchange, life, "process " + step)) {
                    return false;
                }
                exchange.getMessage().setBody(change.apply(exchange.getMessage().getBody()));
                callback.done(true);
                return true;
            }
        };
    }

    /** A text without what differs in each run. */
    static String alike(String text) {
        String drawn = DRAWN.matcher(text).replaceAll("drawn");
        return INSTANT.matcher(EXECUTION_ID.matcher(drawn).replaceAll("ID"))
                .replaceAll("INSTANT")
                // Camel gives what a fan-out left another exchange than it had before.
                .replaceAll("Exchange\\[[-0-9A-F]+]", "Exchange[]");
    }

    private boolean act(Exchange exchange, int life, String name) {
        deeds.increment();
        Execution execution = exchange.getProperty(ExchangeProperties.EXECUTION, Execution.class);
        String seen = name + " " + Values.render(exchange);
        String key = exchange.getProperty(ConnectorExchangeProperties.STEP_IDEMPOTENCY_KEY, String.class);
        Frame frame = exchange.getProperty(ExchangeProperties.FRAME, Frame.class);
        Deed deed = new Deed(
                execution.id(),
                alike(seen),
                seen,
                key.substring(execution.id().length()),
                Frame.branchKey(frame),
                execution.record().attempt());
        return witness(exchange, execution).act(life, deed);
    }

    /** {@code deed:NAME?failing=WHEN&async=true} does something to the outside. A failure is a deed too. */
    final class DeedComponent extends DefaultComponent {
        private final int life;

        DeedComponent(int life) {
            this.life = life;
        }

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            Failing failing = Failing.valueOf(getAndRemoveParameter(parameters, "failing", String.class));
            boolean async = getAndRemoveParameter(parameters, "async", boolean.class);
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    return new DeedProducer(this, life, remaining, failing, async);
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    throw new UnsupportedOperationException("A deed is not a source.");
                }
            };
        }
    }

    private final class DeedProducer extends DefaultAsyncProducer {
        private final int life;
        private final String name;
        private final Failing failing;
        private final boolean async;

        DeedProducer(Endpoint endpoint, int life, String name, Failing failing, boolean async) {
            super(endpoint);
            this.life = life;
            this.name = name;
            this.failing = failing;
            this.async = async;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (async) {
                var unused = LATER.schedule(() -> run(exchange, callback, false), 500, TimeUnit.MICROSECONDS);
                return false;
            }
            return run(exchange, callback, true);
        }

        private boolean run(Exchange exchange, AsyncCallback callback, boolean sync) {
            boolean fails = fails(exchange);
            if (!act(exchange, life, fails ? name + "!" : name)) {
                return false;
            }
            if (fails) {
                exchange.setException(new IOException(name + " failed"));
            } else {
                exchange.getMessage().setBody(Values.grown(exchange.getMessage().getBody(), name));
                exchange.getMessage().setHeader("last", name);
                exchange.setVariable("deeds", exchange.getVariable("deeds", 0, Integer.class) + 1);
            }
            callback.done(sync);
            return sync;
        }

        private boolean fails(Exchange exchange) {
            int deliveries = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
            return switch (failing) {
                case NEVER -> false;
                case ON_FIRST_DELIVERY -> deliveries < 1;
                case ON_FIRST_TWO_DELIVERIES -> deliveries < 2;
                case IN_FIRST_ATTEMPT ->
                    exchange.getProperty(ExchangeProperties.EXECUTION, Execution.class)
                                    .record()
                                    .attempt()
                            == 1;
                case FOR_SOME_INPUT ->
                    alike(Values.render(exchange.getMessage().getBody())).length() % 3 == 0;
                case ALWAYS -> true;
            };
        }
    }
}
