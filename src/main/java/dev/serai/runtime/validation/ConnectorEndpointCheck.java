/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.CommonOperations;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.Field;
import dev.serai.connector.Names;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.registry.ConnectorTypes;
import dev.serai.runtime.validation.EndpointUri.OptionValue;
import dev.serai.runtime.validation.EndpointUse.Side;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds {@code connector:NAME/OPERATION} endpoints against what is declared. */
final class ConnectorEndpointCheck implements Check {

    /** How the schemes of the connectors' own types begin. */
    private static final String TYPED = "serai-";

    /** Options that every Camel endpoint has. */
    private static final Set<String> GENERAL =
            Set.of("lazyStartProducer", "bridgeErrorHandler", "exceptionHandler", "exchangePattern");

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        for (EndpointUse use : model.elements().endpoints()) {
            EndpointUri.parse(use, model.placeholders()).ifPresent(uri -> {
                if (isDeclared(uri)) {
                    check(model, uri, problems);
                } else if (uri.scheme().startsWith(TYPED)) {
                    adhoc(model, uri, problems);
                }
            });
        }
    }

    /** Whether an endpoint names a connector that must be declared, by {@code connector:} or by its type's own scheme. */
    static boolean isDeclared(EndpointUri uri) {
        return uri.scheme().equals("connector")
                || (uri.scheme().startsWith(TYPED) && !uri.name().startsWith("adhoc/"));
    }

    /** One that brings its connection along; its options are held against the metadata of its scheme. */
    private static void adhoc(WorkspaceModel model, EndpointUri uri, Problems problems) {
        String operation = uri.name().substring("adhoc/".length());
        if (!uri.dynamicPath() && !operation.contains("{{")) {
            ConnectorTypes.of(model.components().classLoader())
                    .find(uri.scheme().substring(TYPED.length()))
                    .ifPresent(type -> operation(type.metadata(), "adhoc", operation, uri, problems)
                            .ifPresent(found -> side("adhoc", found, uri, problems)));
        }
    }

    private static void check(WorkspaceModel model, EndpointUri uri, Problems problems) {
        String path = uri.name();
        if (path.contains("{{")) {
            return;
        }
        int slash = path.indexOf('/');
        if (uri.dynamicPath() && slash < 0) {
            return;
        }
        if (slash <= 0 || (slash == path.length() - 1 && !uri.dynamicPath())) {
            problems.add(
                    uri.use().location(),
                    "The endpoint must name a connector and an operation: " + uri.scheme() + ":NAME/OPERATION.");
            return;
        }
        String name = path.substring(0, slash);
        if (!model.connectors().containsKey(name)) {
            problems.add(
                    uri.use().location(),
                    "There is no connector named '" + name + "'. "
                            + Names.suggestion(name, model.connectors().keySet())
                            + " Connectors are declared in connectors.yaml.");
            return;
        }
        DeclaredType declared = model.connectors().get(name);
        String type =
                declared.factory().map(factory -> factory.metadata().type()).orElse("");
        if (declared.factory().isPresent()
                && uri.scheme().startsWith(TYPED)
                && !uri.scheme().equals(TYPED + type)) {
            problems.add(
                    uri.use().location(),
                    "Connector '" + name + "' is of type '" + type + "', so it is not reached by '" + uri.scheme()
                            + ":'. Write '" + TYPED + type + ":' or 'connector:'.");
            return;
        }
        if (!uri.dynamicPath()) {
            declared.factory()
                    .flatMap(factory -> operation(
                            declared.metadata().orElse(factory.metadata()),
                            name,
                            path.substring(slash + 1),
                            uri,
                            declared.metadata().isPresent() ? problems : new Problems()))
                    .ifPresent(found -> {
                        side(name, found, uri, problems);
                        uri.options()
                                .forEach((option, value) ->
                                        option(uri.use().side(), name, found, option, value, problems));
                    });
        }
    }

    private static Optional<Operation> operation(
            ConnectorMetadata metadata, String connector, String name, EndpointUri uri, Problems problems) {
        Optional<Operation> found = CommonOperations.find(metadata, name);
        if (found.isEmpty()) {
            problems.add(
                    uri.use().location(),
                    "Connector '" + connector + "' is of type '"
                            + metadata.type()
                            + "', which has no operation '" + name + "'. "
                            + Names.suggestion(
                                    name,
                                    metadata.operations().stream()
                                            .map(Operation::name)
                                            .toList()));
        }
        return found;
    }

    private static void side(String connector, Operation operation, EndpointUri uri, Problems problems) {
        boolean receives = uri.use().side() == Side.CONSUMER;
        boolean streams = operation.kind() == Operation.Kind.STREAM;
        if (receives != streams) {
            problems.add(
                    uri.use().location(),
                    "Connector '" + connector + "', operation '" + operation.name() + "' "
                            + (streams
                                    ? "reads a stream, so it stands in 'from:', not in 'to:'."
                                    : "makes a call, so it stands in 'to:', not in 'from:'."));
        }
    }

    /** Camel takes the parameters of an endpoint as they are written, which nobody expects of what looks like that. */
    private static String takenAsWritten(String connector, Operation operation, Field field) {
        String text = "Connector '" + connector + "', operation '" + operation.name() + "': The option '" + field.name()
                + "' has '${' in its value, which would be taken as it is written, because the parameters of an endpoint"
                + " are no expressions. ";
        return operation.kind() == Operation.Kind.STREAM
                ? text + "Write the value itself."
                : text + "Leave it out and set the header '" + OperationInput.header(field.name())
                        + "' before, with setHeader.";
    }

    private static boolean isTakenAsWritten(Side side, OptionValue value) {
        return value.text() != null && value.text().contains("${") && (side == Side.CONSUMER || side == Side.PRODUCER);
    }

    private static void option(
            Side side, String connector, Operation operation, String name, OptionValue value, Problems problems) {
        if (GENERAL.contains(name)) {
            return;
        }
        Optional<Field> field = OperationInput.mapField(operation, name).or(() -> operation.field(name));
        if (field.isPresent() && !field.get().expression() && isTakenAsWritten(side, value)) {
            problems.add(value.location(), takenAsWritten(connector, operation, field.get()));
            return;
        }
        if (operation.field(name).isPresent() && (value.text() == null || value.dynamic())) {
            if (value.text() == null) {
                problems.add(
                        value.location(),
                        "The option '" + name + "' must be a single value, but is "
                                + value.node().kind() + ".");
            }
            return;
        }
        try {
            OperationInput.checkOptions(connector, operation, Map.of(name, String.valueOf(value.text())));
        } catch (ConnectorException e) {
            boolean unknown = e.errorCode().equals(ConnectorErrors.UNKNOWN_OPTION);
            problems.add(unknown ? value.keyLocation() : value.location(), e);
        }
    }
}
