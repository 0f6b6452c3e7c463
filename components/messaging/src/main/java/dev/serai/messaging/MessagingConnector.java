/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import dev.serai.connector.BlockingCalls;
import dev.serai.connector.Caller;
import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.ThreadPools;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.connector.camel.ConsumingConnector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExecutorServiceManager;

/**
 * A connector of a message broker. What is not alike for all is in the {@link Broker} that a subclass opens. Calls that wait
 * for messages hold threads of the connector's own; publishing holds none. Thread-safe.
 */
public abstract class MessagingConnector implements DiscoveringConnector, ConsumingConnector {

    /** How many calls wait for messages at once; others wait for them. */
    private static final int WORKERS = 16;

    private final String name;
    private final ConnectorEnvironment environment;
    private final Set<MessagingConsumer> consumers = ConcurrentHashMap.newKeySet();

    private volatile Opened opened;

    protected MessagingConnector(String name, ConnectorEnvironment environment) {
        this.name = name;
        this.environment = environment;
    }

    /**
     * Opens what calls need and makes sure that the broker answers.
     *
     * @param workers for what blocks; the connector's own, ended after the broker was closed
     */
    protected abstract Broker open(ExecutorService workers, Caller caller);

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(Capability.HEALTH_CHECK);
    }

    @Override
    public final synchronized void connect() {
        Caller caller = new Caller(name, null);
        if (opened != null) {
            throw caller.alreadyConnected();
        }
        ExecutorService workers =
                ThreadPools.fixed(environment.camelContext(), this, metadata().type() + "-" + name, WORKERS);
        try {
            opened = new Opened(open(workers, caller), new HeldMessages(workers), workers);
        } finally {
            if (opened == null) {
                threads().shutdown(workers);
            }
        }
    }

    private ExecutorServiceManager threads() {
        return environment.camelContext().getExecutorServiceManager();
    }

    @Override
    public final synchronized void disconnect() {
        Opened last = opened;
        if (last != null) {
            opened = null;
            last.held.close();
            last.broker.close();
            threads().shutdownGraceful(last.workers);
        }
    }

    @Override
    public final HealthCheckResult healthCheck() {
        Caller caller = new Caller(name, null);
        return HealthCheckResult.of(() -> {
            Opened open = opened(caller);
            open.broker.check(caller);
            return Stream.of(
                            Stream.of(answers()),
                            sentences(consumer -> consumer.waiting().stream()),
                            sentences(consumer -> consumer.blocked().stream()))
                    .flatMap(sentences -> sentences)
                    .collect(Collectors.joining(" "));
        });
    }

    private Stream<String> sentences(Function<MessagingConsumer, Stream<String>> what) {
        return consumers.stream()
                .flatMap(what)
                .map(sentence -> environment.redaction().apply(sentence))
                .sorted();
    }

    /** What a health check says of a broker that answers, in a sentence. */
    protected String answers() {
        return "The broker answers.";
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        Caller caller = new Caller(name, operation.name());
        Opened open = opened(caller);
        Pulling pulling = new Pulling(open.broker, open.held, caller);
        return switch (operation.name()) {
            case MessagingOperations.PUBLISH -> new Publishing(open.broker, caller, input, context).publish();
            case MessagingOperations.CONSUME -> run(open, caller, () -> pulling.consume(input));
            case MessagingOperations.ACK -> run(open, caller, () -> pulling.acknowledge(input));
            case MessagingOperations.NACK -> run(open, caller, () -> pulling.reject(input));
            case MessagingOperations.REPLAY -> run(open, caller, () -> pulling.replay(input));
            case MessagingOperations.INSPECT ->
                run(
                        open,
                        caller,
                        () -> ExecutionResult.of(open.broker.inspect(
                                (String) input.get("source"), (String) input.get("group"), caller)));
            default -> run(open, caller, () -> call(operation, input, caller));
        };
    }

    /** Runs an operation that only this broker has, on a thread that may block. */
    protected ExecutionResult call(Operation operation, Map<String, Object> input, Caller caller) {
        throw new IllegalArgumentException("'" + operation.name() + "' is no operation that is called.");
    }

    /** Runs a call that blocks on a worker. */
    protected final <T> CompletionStage<T> run(Caller caller, Supplier<T> call) {
        return run(opened(caller), caller, call);
    }

    private static <T> CompletionStage<T> run(Opened open, Caller caller, Supplier<T> call) {
        return BlockingCalls.run(open.workers, caller, call);
    }

    @Override
    public Consumer createConsumer(
            ConnectorEndpoint endpoint, Processor processor, Operation operation, Map<String, Object> input) {
        Caller caller = new Caller(name, operation.name());
        MessageReception reception = MessageReception.of(
                caller, operation, input, endpoint.connector().settings().retry());
        return consumer(endpoint, processor, reception, new MessageExchanges(caller, reception.format()));
    }

    /** Makes the consumer of one route. */
    protected final Consumer consumer(
            ConnectorEndpoint endpoint, Processor processor, MessageReception reception, ExchangeFilling exchanges) {
        return new MessagingConsumer(endpoint, processor, reception, exchanges, this);
    }

    /**
     * A consumer of this connector starts; not called when one goes on after it was suspended.
     *
     * @throws ConnectorException when it must not, which fails its start
     */
    protected void began(MessageReception reception) {}

    /** A consumer that began stops. */
    protected void ended(MessageReception reception) {}

    @Override
    public final CompletionStage<List<DiscoveredResource>> discover() {
        Caller caller = new Caller(name, null);
        Opened open = opened(caller);
        return run(open, caller, () -> open.broker.discover(caller));
    }

    /**
     * The broker while this connector is connected, for what is built on top of it.
     *
     * @throws ConnectorException when the connector is not connected
     */
    public final Broker broker(Caller caller) {
        return opened(caller).broker;
    }

    final ConnectorEnvironment environment() {
        return environment;
    }

    final void begin(MessagingConsumer consumer) {
        began(consumer.reception());
        consumers.add(consumer);
    }

    final void end(MessagingConsumer consumer) {
        if (consumers.remove(consumer)) {
            ended(consumer.reception());
        }
    }

    private Opened opened(Caller caller) {
        Opened open = opened;
        if (open == null) {
            throw caller.notConnected();
        }
        return open;
    }

    private record Opened(Broker broker, HeldMessages held, ExecutorService workers) {}
}
