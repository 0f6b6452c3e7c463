/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.graphql;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.Names;
import graphql.language.AstPrinter;
import graphql.language.NonNullType;
import graphql.language.OperationDefinition;
import graphql.language.VariableDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.support.LRUCacheFactory;

/** A GraphQL document that was read. */
record Document(String text, List<OperationDefinition> operations) {

    /** Routes write few documents, but each of their messages sends one. */
    private static final int KEPT = 200;

    private static final Map<String, Document> READ = LRUCacheFactory.newLRUCache(KEPT);

    private static final ParserOptions OPTIONS = ParserOptions.newParserOptions()
            .captureIgnoredChars(false)
            .captureLineComments(false)
            .build();

    /** @throws ConnectorException when the text is not GraphQL */
    static Document of(String text) {
        Document known = READ.get(text);
        return known == null ? READ.computeIfAbsent(text, Document::read) : known;
    }

    private static Document read(String text) {
        try {
            return new Document(
                    text,
                    Parser.parse(ParserEnvironment.newParserEnvironment()
                                    .document(text)
                                    .parserOptions(OPTIONS)
                                    .build())
                            .getDefinitionsOfType(OperationDefinition.class));
        } catch (InvalidSyntaxException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLine() + ", column "
                            + e.getLocation().getColumn();
            throw refused("The document is not GraphQL" + place + ": " + sentence(e.getMessage()));
        }
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    /**
     * The operation that runs.
     *
     * @param name null when the document has one only
     * @throws ConnectorException when there is none, or it cannot be told which
     */
    OperationDefinition operation(String name) {
        List<String> names = operations.stream()
                .map(OperationDefinition::getName)
                .filter(known -> known != null)
                .toList();
        if (name != null) {
            return operations.stream()
                    .filter(operation -> name.equals(operation.getName()))
                    .findFirst()
                    .orElseThrow(() ->
                            refused("The document has no operation '" + name + "'. " + Names.suggestion(name, names)));
        }
        if (operations.isEmpty()) {
            throw refused("The document has no operation, such as { orders { id } }.");
        }
        if (operations.size() > 1) {
            throw refused("The document has the operations " + String.join(", ", names)
                    + ". Say which of them runs, by 'operationName'.");
        }
        return operations.get(0);
    }

    /** @throws ConnectorException when an operation is of another kind */
    static void require(OperationDefinition operation, OperationDefinition.Operation kind) {
        if (operation.getOperation() != kind) {
            String found = operation.getOperation().name().toLowerCase(Locale.ROOT);
            throw refused("The document's operation is a " + found + ". Send it by the operation '" + found
                    + "' of the connector.");
        }
    }

    /** The type of a variable as it is written: {@code [ID!]!}. */
    static String type(VariableDefinition variable) {
        return AstPrinter.printAst(variable.getType());
    }

    static boolean needsValue(VariableDefinition variable) {
        return variable.getType() instanceof NonNullType && variable.getDefaultValue() == null;
    }

    static String variables(OperationDefinition operation) {
        return operation.getVariableDefinitions().stream()
                .map(variable -> "$" + variable.getName())
                .collect(Collectors.joining(", "));
    }

    static ConnectorException refused(String sentence) {
        return ConnectorException.of(GraphQlErrors.DOCUMENT_REFUSED, sentence)
                .neverSent()
                .build();
    }
}
