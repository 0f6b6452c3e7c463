/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.specification;

import dev.serai.connector.CommonOperations;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.Field;
import dev.serai.connector.Names;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.configuration.ConfigurationOption;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.connector.configuration.OptionNames;
import dev.serai.connector.specification.Header.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that describes a type of connector. Immutable.
 *
 * @param metadata what the type says of itself
 * @param options what only this type's declarations have
 * @param commonOptions what every declaration has, with the defaults of this type
 * @param operations the type's own, then those that all types have
 * @param errors those that all types have, then the type's own
 * @param headers every message header that an operation takes or gives; several of one name when they differ
 * @param optionNames which options a name in a URI means
 */
public record ConnectorSpecification(
        ConnectorMetadata metadata,
        List<ConfigurationOption> options,
        List<ConfigurationOption> commonOptions,
        List<Operation> operations,
        List<ErrorCode> errors,
        List<Header> headers,
        OptionNames optionNames) {

    private static final String CIRCUIT_BREAKER = "circuitBreaker.enabled";

    private static final Field IDEMPOTENCY_KEY = Field.optional(
            "idempotencyKey",
            Field.Type.STRING,
            "The same for every repetition of one logical call, so that a system that honours it runs the call once.");

    public ConnectorSpecification {
        options = List.copyOf(options);
        commonOptions = List.copyOf(commonOptions);
        operations = List.copyOf(operations);
        errors = List.copyOf(errors);
        headers = List.copyOf(headers);
    }

    /** Derives the specification of a type. */
    public static ConnectorSpecification of(ConnectorFactory<?> factory) {
        return of(factory, factory.metadata());
    }

    /**
     * The specification of a declared connector.
     *
     * @param metadata what it can do, which may be more than its type
     */
    public static ConnectorSpecification of(ConnectorFactory<?> factory, ConnectorMetadata metadata) {
        List<Operation> operations = new ArrayList<>(metadata.operations());
        if (metadata.operation(CommonOperations.CLEAR_CACHE.name()).isEmpty()) {
            operations.add(CommonOperations.CLEAR_CACHE);
        }
        String circuitBreaker = String.valueOf(factory.circuitBreakerByDefault());
        return new ConnectorSpecification(
                metadata,
                ConfigurationOption.of(factory.configurationType()),
                commonOptionsOfAll().stream()
                        .map(option -> withDefault(option, CIRCUIT_BREAKER, circuitBreaker))
                        .toList(),
                operations,
                Stream.concat(ConnectorErrors.ALL.stream(), metadata.errors().stream())
                        .toList(),
                headers(operations),
                OptionNames.of(factory.configurationType()));
    }

    /** What every declaration has, where defaults that depend on the type are left out. */
    public static List<ConfigurationOption> commonOptionsOfAll() {
        return ConfigurationOption.of(ConnectorSettings.class);
    }

    /** Finds an operation, a common one included; case, {@code _} and {@code -} do not matter. */
    public Optional<Operation> operation(String name) {
        return operations.stream()
                .filter(operation -> Names.same(operation.name(), name))
                .findFirst();
    }

    /** Every option of a declaration that holds a value, the common ones first. */
    public Stream<ConfigurationOption> leaves() {
        return Stream.concat(commonOptions.stream(), options.stream()).flatMap(ConfigurationOption::leaves);
    }

    /** Finds an option by its full path, such as {@code connection.url}; case, {@code _} and {@code -} do not matter. */
    public Optional<ConfigurationOption> option(String path) {
        return leaves().filter(option -> Names.same(option.path(), path)).findFirst();
    }

    private static ConfigurationOption withDefault(ConfigurationOption option, String path, String value) {
        if (option.path().equals(path)) {
            return option.withDefault(value);
        }
        return option.withOptions(option.options().stream()
                .map(part -> withDefault(part, path, value))
                .toList());
    }

    private static List<Header> headers(List<Operation> operations) {
        Map<Object, Header> headers = new LinkedHashMap<>();
        for (Operation operation : operations) {
            // A stream has no message yet when its inputs are needed.
            if (operation.kind() == Operation.Kind.CALL) {
                operation.fields().forEach(field -> add(headers, Direction.INPUT, operation, field));
            }
        }
        for (Operation operation : operations) {
            if (operation.kind() == Operation.Kind.CALL && !operation.readOnly()) {
                add(headers, Direction.INPUT, operation, IDEMPOTENCY_KEY);
            }
        }
        for (Operation operation : operations) {
            operation.metadata().forEach(field -> add(headers, Direction.OUTPUT, operation, field));
        }
        return List.copyOf(headers.values());
    }

    private static void add(Map<Object, Header> headers, Direction direction, Operation operation, Field field) {
        String name = OperationInput.header(field.name());
        headers.merge(
                List.of(direction, field),
                new Header(name, direction, List.of(operation.name()), field),
                (known, one) -> known.alsoOf(one.operations()));
    }
}
