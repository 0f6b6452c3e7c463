/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Field;
import dev.serai.connector.HoldingOutput;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.registry.DeclaredConnector;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/** Turns an exchange into a call of an operation, and the result back into a message. Holds no thread. */
final class ConnectorProducer extends DefaultAsyncProducer {

    private final DeclaredConnector connector;
    private final Operation operation;
    private final Map<String, Object> template;
    private final List<FieldHeader> headerFields;
    private final Field payload;
    private final String payloadHeader;
    private final Map<String, String> metadataHeaders;

    ConnectorProducer(ConnectorEndpoint endpoint) {
        super(endpoint);
        this.connector = endpoint.connector();
        this.operation = endpoint.specification();
        Map<String, Object> options = endpoint.options();
        this.template = OperationInput.defaults(connector.name(), operation);
        template.putAll(options);
        this.headerFields = operation.fields().stream()
                .filter(field -> !options.containsKey(field.name()))
                .map(field -> new FieldHeader(field, OperationInput.header(field.name())))
                .toList();
        this.payload = operation.payload() == null || options.containsKey(operation.payload())
                ? null
                : operation.field(operation.payload()).orElseThrow();
        this.payloadHeader = payload == null ? null : OperationInput.header(payload.name());
        this.metadataHeaders = operation.metadata().stream()
                .collect(Collectors.toUnmodifiableMap(Field::name, field -> OperationInput.header(field.name())));
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletionStage<ExecutionResult> call;
        try {
            ExecutionContext context = context(exchange);
            call = connector.call(operation, input(exchange), context);
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        var future = call.toCompletableFuture();
        if (future.isDone() && !future.isCompletedExceptionally()) {
            answer(exchange, future.join());
            callback.done(true);
            return true;
        }
        call.whenComplete((result, failure) -> {
            if (failure == null) {
                answer(exchange, result);
            } else {
                exchange.setException(known(failure));
            }
            callback.done(false);
        });
        return false;
    }

    private Map<String, Object> input(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<String, Object> input = new HashMap<>(template);
        // The payload's own header wins over the body: whoever sets it means it.
        if (payload != null && message.getBody() != null && message.getHeader(payloadHeader) == null) {
            input.put(payload.name(), payloadValue(message));
        }
        for (FieldHeader header : headerFields) {
            Object value = message.getHeader(header.name());
            if (value != null) {
                input.put(
                        header.field().name(),
                        OperationInput.convert(connector.name(), operation, header.field(), value));
            }
        }
        OperationInput.requireComplete(connector.name(), operation, input);
        return input;
    }

    private Object payloadValue(Message message) {
        Object body = message.getBody();
        Class<?> wanted =
                switch (payload.type()) {
                    case STRING -> String.class;
                    case MAP -> Map.class;
                    case LIST -> List.class;
                    default -> Object.class;
                };
        if (wanted.isInstance(body)) {
            return body;
        }
        Object converted = message.getBody(wanted);
        if (converted == null) {
            throw ConnectorException.of(
                            ConnectorErrors.INPUT_INVALID,
                            "The message body is a " + body.getClass().getName() + ", but '" + payload.name()
                                    + "' takes a " + wanted.getSimpleName()
                                    + ". Convert it first, for example with unmarshal or setBody.")
                    .connector(connector.name())
                    .operation(operation.name())
                    .build();
        }
        return converted;
    }

    private ExecutionContext context(Exchange exchange) {
        String key = exchange.getProperty(ConnectorExchangeProperties.STEP_IDEMPOTENCY_KEY, String.class);
        if (key == null) {
            key = exchange.getMessage().getHeader(ConnectorHeaders.IDEMPOTENCY_KEY, String.class);
        } else {
            tellStep(exchange);
        }
        return new ExecutionContext(
                Optional.ofNullable(key), name -> parameter(exchange, name), () -> origin(exchange));
    }

    private static String origin(Exchange exchange) {
        String route = exchange.getFromRouteId();
        String step = exchange.getExchangeExtension().getHistoryNodeId();
        return (route == null ? "" : "route '" + route + "'")
                + (route == null || step == null ? "" : ", ")
                + (step == null ? "" : "step '" + step + "'");
    }

    @SuppressWarnings("unchecked")
    private void tellStep(Exchange exchange) {
        Consumer<Operation> step = (Consumer<Operation>) exchange.getProperty(ConnectorExchangeProperties.STEP_CALLS);
        if (step != null) {
            step.accept(operation);
        }
    }

    private static Object parameter(Exchange exchange, String name) {
        Object value = exchange.getMessage().getHeader(name);
        if (value == null) {
            value = exchange.getVariable(name);
        }
        if (value == null && exchange.getMessage().getBody() instanceof Map<?, ?> body) {
            value = body.get(name);
        }
        return value;
    }

    private void answer(Exchange exchange, ExecutionResult result) {
        Message message = exchange.getMessage();
        message.setBody(result.output());
        boolean open = result.output() instanceof Iterator || result.output() instanceof HoldingOutput;
        if (open && result.output() instanceof AutoCloseable source) {
            exchange.getExchangeExtension().addOnCompletion(new ClosedWithExchange(source));
        }
        result.metadata().forEach((name, value) -> message.setHeader(metadataHeader(name), value));
    }

    private String metadataHeader(String name) {
        String declared = metadataHeaders.get(name);
        return declared == null ? OperationInput.header(name) : declared;
    }

    private static Throwable known(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private record FieldHeader(Field field, String name) {}
}
