/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.BlockingCalls;
import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Operation;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.messaging.Broker;
import dev.serai.messaging.MessageReception;
import dev.serai.messaging.MessagingConnector;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;

/** A bus of events. Thread-safe. */
final class EventConnector extends MessagingConnector {

    private final String name;
    private final EventBuses buses;
    private final ConnectorSettings settings;
    private final CamelContext camelContext;
    private final URI source;
    private final Subscribers subscribers;
    private ExecutorService handlers;

    EventConnector(EventConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        super(settings.name(), environment);
        this.name = settings.name();
        this.settings = settings;
        this.camelContext = environment.camelContext();
        this.source = configuration.sourceOf(name);
        this.subscribers = new Subscribers();
        this.buses = new EventBuses(name, configuration, camelContext, subscribers);
    }

    @Override
    public ConnectorMetadata metadata() {
        return EventConnectorFactory.METADATA;
    }

    @Override
    protected Broker open(ExecutorService workers, Caller caller) {
        return buses.open(workers, caller);
    }

    @Override
    protected String answers() {
        return "The bus " + buses.kind() + " is there.";
    }

    private EventBus bus(Caller caller) {
        return (EventBus) broker(caller);
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        Caller caller = new Caller(name, operation.name());
        EventBus bus = bus(caller);
        EventMaker maker = new EventMaker(caller, source);
        return switch (operation.name()) {
            case EventOperations.PUBLISH -> new EventPublishing(bus, maker, caller, input, context).publish();
            case EventOperations.HANDLE -> {
                CloudEvent event = maker.whole(input.get("event"));
                yield later(handlers(), caller, result -> handle(event, caller, result));
            }
            case EventOperations.SUBSCRIBE_FOR -> subscribeFor(input, caller);
            case EventOperations.DEAD_LETTERS ->
                run(
                        caller,
                        () -> ExecutionResult.of(
                                new ArrayList<>(bus.deadLetters(subscriber(input, caller), max(input), caller).stream()
                                        .map(letter -> letter.map(caller))
                                        .toList())));
            case EventOperations.REPLAY ->
                run(caller, () -> ExecutionResult.of(bus.replay(subscriber(input, caller), max(input), caller)));
            case EventOperations.INSPECT -> run(caller, () -> ExecutionResult.of(inspect(input, bus, caller)));
            default -> throw new IllegalArgumentException("'" + operation.name() + "' is no operation that is called.");
        };
    }

    private static String subscriber(Map<String, Object> input, Caller caller) {
        return Subscriber.requireName(caller, (String) input.get("subscriber"));
    }

    private static int max(Map<String, Object> input) {
        return Math.toIntExact((Long) input.get("max"));
    }

    private void handle(CloudEvent event, Caller caller, CompletableFuture<ExecutionResult> result) {
        CompletionStage<?> unused = new EventHandling(name, caller)
                .handle(event, subscribers.running(event.getType()))
                .whenComplete((handled, failure) -> complete(result, handled, failure));
    }

    private static void complete(CompletableFuture<ExecutionResult> result, ExecutionResult value, Throwable failure) {
        if (failure == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
        }
    }

    /** Begins on another thread what completes a result by itself. */
    private static CompletableFuture<ExecutionResult> later(
            ExecutorService threads,
            Caller caller,
            java.util.function.Consumer<CompletableFuture<ExecutionResult>> call) {
        CompletableFuture<ExecutionResult> result = new CompletableFuture<>();
        CompletionStage<?> unused = BlockingCalls.run(threads, caller, () -> {
                    call.accept(result);
                    return null;
                })
                .exceptionally(failure -> {
                    result.completeExceptionally(failure);
                    return null;
                });
        return result;
    }

    /** Where handlers run that {@code handle} calls; ended with the Camel context. They may call this connector again. */
    private synchronized ExecutorService handlers() {
        if (handlers == null) {
            handlers = camelContext.getExecutorServiceManager().newCachedThreadPool(this, "event-" + name + "-handle");
        }
        return handlers;
    }

    private Map<String, Object> inspect(Map<String, Object> input, EventBus bus, Caller caller) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Object only = input.get("subscriber");
        List<Subscriber> asked = only == null ? subscribers.all() : List.of(subscribers.get(caller, only.toString()));
        for (Subscriber subscriber : asked) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("subscriber", subscriber.name());
            row.put("types", subscriber.types().patterns());
            row.put("running", subscribers.isRunning(subscriber.name()));
            row.putAll(bus.waiting(subscriber.name(), caller));
            row.putAll(subscriber.counts().all());
            rows.add(row);
        }
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("bus", name);
        found.put("kind", bus.kind());
        found.put("subscribers", rows);
        return found;
    }

    @Override
    public Consumer createConsumer(
            ConnectorEndpoint endpoint, Processor processor, Operation operation, Map<String, Object> input) {
        Caller caller = new Caller(name, operation.name());
        return consumer(endpoint, processor, input, subscribers.counts((String) input.get("subscriber")), caller);
    }

    private Consumer consumer(
            ConnectorEndpoint endpoint,
            Processor processor,
            Map<String, Object> input,
            SubscriberCounts counts,
            Caller caller) {
        Subscriber subscriber = Subscriber.of(caller, input, buses.buffers(), counts);
        Object expression = input.get("filter");
        Predicate filter = expression == null
                ? null
                : EventFilter.of(camelContext, caller, (String) input.get("filterLanguage"), expression.toString());
        Handling handling = new Handling(processor, filter, counts);
        subscribers.declare(caller, new Subscribers.Handler(subscriber, handling, endpoint));
        // From now on, so that a route which publishes may start before one that subscribes.
        buses.declared(subscriber);
        return consumer(
                endpoint,
                handling,
                EventReception.of(caller, name, subscriber, input, settings.retry()),
                new EventExchanges(caller));
    }

    @Override
    protected void began(MessageReception reception) {
        subscribers.begin(reception.caller(), reception.group());
    }

    @Override
    protected void ended(MessageReception reception) {
        subscribers.end(reception.group());
    }

    /** Subscribes for a time. The endpoint of a subscription by that name makes the exchanges. */
    private CompletionStage<ExecutionResult> subscribeFor(Map<String, Object> input, Caller caller) {
        Duration duration = (Duration) input.get("duration");
        if (duration.compareTo(settings.timeout()) >= 0) {
            throw caller.failure(
                            EventErrors.SUBSCRIBER_INVALID,
                            "'duration' is " + duration.toMillis()
                                    + " ms, but the connector's 'timeout' ends the call after "
                                    + settings.timeout().toMillis() + " ms. Make one of them shorter or longer.")
                    .build();
        }
        String subscriber = subscriber(input, caller);
        SubscriberCounts counts = new SubscriberCounts();
        return later(handlers(), caller, result -> {
            AsyncProducer handler = handler((String) input.get("handler"), caller);
            ConnectorEndpoint endpoint = camelContext.getEndpoint(
                    "connector:" + name + "/" + EventOperations.SUBSCRIBE + "?subscriber=" + subscriber,
                    ConnectorEndpoint.class);
            Consumer consumer = consumer(endpoint, handler, input, counts, caller);
            new TimedSubscription(consumer, handler, counts, () -> buses.forget(subscriber)).run(duration, result);
        });
    }

    private AsyncProducer handler(String uri, Caller caller) {
        try {
            Endpoint endpoint = camelContext.getEndpoint(uri);
            return endpoint.createAsyncProducer();
        } catch (Exception e) {
            throw caller.failure(
                            EventErrors.SUBSCRIBER_INVALID,
                            "'handler' is '" + uri + "'. Expected an endpoint of Camel, such as direct:order: "
                                    + (e instanceof RuntimeCamelException && e.getCause() != null ? e.getCause() : e)
                                            .getMessage())
                    .cause(e)
                    .build();
        }
    }
}
