/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.AstPrinter;
import graphql.language.BooleanValue;
import graphql.language.Document;
import graphql.language.EnumValue;
import graphql.language.Field;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.language.SelectionSet;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a document from its parts. Whatever a value is, it stays a value: text is quoted as GraphQL wants it.
 *
 * <pre>{@code
 * String document = GraphQlQuery.query("repository")
 *         .variable("owner", "String!")
 *         .argument("owner", GraphQlQuery.variable("owner"))
 *         .argument("name", "camel")
 *         .fields("description", "issues.totalCount")
 *         .build();
 * }</pre>
 *
 * <p>Not thread-safe. A name that GraphQL does not allow is an {@link IllegalArgumentException}.
 */
public final class GraphQlQuery {

    private static final String NAME = "[_A-Za-z][_0-9A-Za-z]*";

    private final Operation operation;
    private final List<String> path;
    private final List<VariableDefinition> variables = new ArrayList<>();
    private final List<Argument> arguments = new ArrayList<>();
    private final Selection selection = new Selection();
    private String name;

    private GraphQlQuery(Operation operation, String path) {
        this.operation = operation;
        this.path = names(path);
    }

    /** Begins a query for a field, or for one inside others: {@code viewer.repositories}. */
    public static GraphQlQuery query(String path) {
        return new GraphQlQuery(Operation.QUERY, path);
    }

    /** Begins a mutation. */
    public static GraphQlQuery mutation(String path) {
        return new GraphQlQuery(Operation.MUTATION, path);
    }

    /** In the place of a value: the variable of that name. */
    public static Object variable(String name) {
        return new VariableReference(checked(name));
    }

    /** In the place of a value: a value of an enumeration, which GraphQL writes without quotes. */
    public static Object enumValue(String name) {
        return new EnumValue(checked(name));
    }

    /** Names the operation, as servers log it. */
    public GraphQlQuery named(String operationName) {
        name = checked(operationName);
        return this;
    }

    /**
     * Declares a variable.
     *
     * @param type as GraphQL writes it: {@code [ID!]!}
     */
    public GraphQlQuery variable(String variable, String type) {
        try {
            variables.add(VariableDefinition.newVariableDefinition(checked(variable), Parser.parseType(type))
                    .build());
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("'" + type + "' is no type of GraphQL, such as String or [ID!]!.", e);
        }
        return this;
    }

    /**
     * Gives the field an argument.
     *
     * @param value text, a number, a boolean, a list, a map, null, {@link #variable(String)} or {@link #enumValue}
     */
    public GraphQlQuery argument(String argument, Object value) {
        arguments.add(Argument.newArgument(checked(argument), value(value)).build());
        return this;
    }

    /** Asks for a field of the field, or for one inside others: {@code customer.name}. */
    public GraphQlQuery field(String field) {
        selection.add(names(field));
        return this;
    }

    /** Asks for fields; see {@link #field}. */
    public GraphQlQuery fields(String... fields) {
        List.of(fields).forEach(this::field);
        return this;
    }

    /** The document. */
    public String build() {
        SelectionSet inner = selection.set();
        for (int i = path.size() - 1; i >= 0; i--) {
            Field.Builder field = Field.newField(path.get(i), inner);
            inner = SelectionSet.newSelectionSet()
                    .selection((i == path.size() - 1 ? field.arguments(arguments) : field).build())
                    .build();
        }
        OperationDefinition definition = OperationDefinition.newOperationDefinition()
                .operation(operation)
                .name(name)
                .variableDefinitions(variables)
                .selectionSet(inner)
                .build();
        return AstPrinter.printAst(Document.newDocument().definition(definition).build());
    }

    private static List<String> names(String path) {
        List<String> names = List.of(path.split("\\.", -1));
        names.forEach(GraphQlQuery::checked);
        return names;
    }

    private static String checked(String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "'" + name
                            + "' is no name of GraphQL: these are made of letters, digits and _, and do not begin with a digit.");
        }
        return name;
    }

    private static Value<?> value(Object value) {
        if (value == null) {
            return NullValue.of();
        }
        if (value instanceof Value<?> written) {
            return written;
        }
        if (value instanceof Boolean truth) {
            return BooleanValue.of(truth);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Map<?, ?> map) {
            ObjectValue.Builder object = ObjectValue.newObjectValue();
            map.forEach((key, item) -> object.objectField(ObjectField.newObjectField()
                    .name(checked(String.valueOf(key)))
                    .value(value(item))
                    .build()));
            return object.build();
        }
        if (value instanceof Iterable<?> items) {
            ArrayValue.Builder array = ArrayValue.newArrayValue();
            items.forEach(item -> array.value(value(item)));
            return array.build();
        }
        return StringValue.of(value.toString());
    }

    private static Value<?> number(Number number) {
        BigDecimal exact = new BigDecimal(number.toString());
        return number instanceof Integer
                        || number instanceof Long
                        || number instanceof Short
                        || number instanceof Byte
                        || number instanceof BigInteger
                ? IntValue.newIntValue(exact.toBigInteger()).build()
                : FloatValue.newFloatValue(exact).build();
    }

    /** Fields inside fields. */
    private static final class Selection {
        private final Map<String, Selection> fields = new LinkedHashMap<>();

        void add(List<String> path) {
            Selection at = this;
            for (String name : path) {
                at = at.fields.computeIfAbsent(name, unused -> new Selection());
            }
        }

        /** Null when there is nothing inside. */
        SelectionSet set() {
            if (fields.isEmpty()) {
                return null;
            }
            SelectionSet.Builder set = SelectionSet.newSelectionSet();
            fields.forEach((name, inner) ->
                    set.selection(Field.newField(name, inner.set()).build()));
            return set.build();
        }
    }
}
