/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.connector.camel.ConnectorExchangeProperties;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/**
 * {@code effect:NAME?failTimes=N&failUnless=TEXT&async=true}: does something to the {@link World}, appends its name to
 * the body, and sets a variable. It fails in its first N deliveries, or as long as the body lacks a text. When the world is dead it never calls back, as a killed process never does.
 */
final class EffectComponent extends DefaultComponent {

    private static final ScheduledExecutorService LATER = Executors.newScheduledThreadPool(4, task -> {
        Thread thread = new Thread(task, "effect");
        thread.setDaemon(true);
        return thread;
    });

    private final World world;
    private final int life;

    EffectComponent(World world) {
        this.world = world;
        this.life = world.life();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        int failTimes = getAndRemoveParameter(parameters, "failTimes", Integer.class, 0);
        String failUnless = getAndRemoveParameter(parameters, "failUnless", String.class, "");
        boolean async = getAndRemoveParameter(parameters, "async", boolean.class, false);
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new EffectProducer(this, remaining, failTimes, failUnless, async);
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                throw new UnsupportedOperationException("An effect is not a source.");
            }
        };
    }

    private final class EffectProducer extends DefaultAsyncProducer {
        private final String name;
        private final int failTimes;
        private final String failUnless;
        private final boolean async;

        EffectProducer(Endpoint endpoint, String name, int failTimes, String failUnless, boolean async) {
            super(endpoint);
            this.name = name;
            this.failTimes = failTimes;
            this.failUnless = failUnless;
            this.async = async;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (!async) {
                boolean alive = act(exchange);
                if (alive) {
                    callback.done(true);
                }
                return alive;
            }
            var unused = LATER.schedule(
                    () -> {
                        if (act(exchange)) {
                            callback.done(false);
                        }
                    },
                    1,
                    TimeUnit.MILLISECONDS);
            return false;
        }

        private boolean act(Exchange exchange) {
            String body = exchange.getMessage().getBody(String.class);
            int redelivered = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
            if (redelivered < failTimes || !body.contains(failUnless)) {
                exchange.setException(new java.io.IOException("flaky " + name));
                return !world.isDeadAtNextPoint(life);
            }
            boolean alive = world.act(
                    life,
                    name,
                    body,
                    exchange.getProperty(ConnectorExchangeProperties.STEP_IDEMPOTENCY_KEY, String.class));
            exchange.getMessage().setBody(body + "/" + name);
            exchange.setVariable("last-" + name, body.length());
            return alive;
        }
    }
}
