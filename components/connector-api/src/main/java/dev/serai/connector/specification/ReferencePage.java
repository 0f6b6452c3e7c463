/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.specification;

import dev.serai.connector.CommonOperations;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.configuration.ConfigurationOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The part of a component's page that is told by its specification, in Markdown. */
public final class ReferencePage {

    private static final String NONE = "–";
    private static final String COMMON_PAGE = "../connector-api/README.md";

    private ReferencePage() {}

    /** Options, operations, headers and errors of one type. */
    public static String of(ConnectorSpecification specification) {
        List<Operation> operations = specification.metadata().operations();
        StringBuilder page = new StringBuilder();
        page.append("## Options\n\n");
        options(page, specification.options());
        String breaker =
                specification.option("circuitBreaker.enabled").orElseThrow().defaultValue();
        page.append(
                        "\nNames, time limits, retry, circuit breaker, rate limit, bulkhead, cache and health are common to [all connectors](")
                .append(COMMON_PAGE)
                .append("#options); the circuit breaker is ")
                .append(Boolean.parseBoolean(breaker) ? "on" : "off")
                .append(" by default.\n\n## Operations\n\n");
        operations(page, operations);
        page.append("\n`clearCache` is common to [all connectors](")
                .append(COMMON_PAGE)
                .append("#operations).\n\n");
        page.append("### Inputs\n\nEach is an endpoint option or the message header of its name: `")
                .append(
                        operations.get(0).fields().isEmpty()
                                ? "name"
                                : operations.get(0).fields().get(0).name())
                .append("`, or `")
                .append(header(operations.get(0)))
                .append("`.\n\n");
        inputs(page, operations);
        headers(page, specification);
        page.append("\n## Errors\n\n");
        errors(page, specification.metadata().errors());
        page.append("\nThose of [all connectors](").append(COMMON_PAGE).append("#errors) come on top.\n");
        return page.toString();
    }

    /** Likewise, for a page that does not lie beside the page of the contract: nothing links to it. */
    public static String withoutLinks(ConnectorSpecification specification) {
        return of(specification).replaceAll("\\[(all connectors)]\\(" + Pattern.quote(COMMON_PAGE) + "#\\w+\\)", "$1");
    }

    /** What all types have. */
    public static String common() {
        StringBuilder page = new StringBuilder("## Options\n\n");
        options(page, ConnectorSpecification.commonOptionsOfAll());
        page.append("\n## Operations\n\nEvery connector has, beside its own:\n\n");
        List<Operation> operations = List.of(CommonOperations.CLEAR_CACHE);
        operations(page, operations);
        page.append('\n');
        inputs(page, operations);
        page.append("\n## Errors\n\n");
        errors(page, ConnectorErrors.ALL);
        return page.toString();
    }

    private static String header(Operation operation) {
        String name = operation.fields().isEmpty()
                ? "name"
                : operation.fields().get(0).name();
        return OperationInput.header(name);
    }

    private static void options(StringBuilder page, List<ConfigurationOption> options) {
        row(page, "option", "value", "default", "what it is");
        line(page, 4);
        options.stream()
                .flatMap(ConfigurationOption::leaves)
                .forEach(option -> row(
                        page,
                        code(option.path()),
                        SpecificationText.value(option),
                        defaultOf(option),
                        plain(option.description()) + (option.secret() ? " A secret." : "")));
    }

    private static String defaultOf(ConfigurationOption option) {
        if (option.required()) {
            return "required";
        }
        if (option.presentValue() != null) {
            String group = option.path().substring(0, option.path().lastIndexOf('.'));
            return codeOrNone(option.defaultValue()) + ", or " + code(option.presentValue()) + " with " + code(group);
        }
        return codeOrNone(option.defaultValue());
    }

    private static void operations(StringBuilder page, List<Operation> operations) {
        row(page, "operation", "what it does", "message body", "repeated after a failure", "gives");
        line(page, 5);
        operations.forEach(operation -> row(
                page,
                code(operation.name()),
                plain(operation.description())
                        + (operation.kind() == Operation.Kind.STREAM ? " Stands in `from:`." : ""),
                operation.payload() == null ? NONE : code(operation.payload()),
                SpecificationText.repeated(operation),
                plain(operation.output())));
    }

    private static void inputs(StringBuilder page, List<Operation> operations) {
        row(page, "input", "of", "value", "default", "what it is");
        line(page, 5);
        for (OperationInputs input : OperationInputs.of(operations)) {
            for (Map.Entry<Field, List<Operation>> variant : input.variants().entrySet()) {
                Field field = variant.getKey();
                row(
                        page,
                        code(field.name()),
                        names(variant.getValue(), operations),
                        SpecificationText.value(field),
                        field.required() ? "required" : codeOrNone(field.defaultValue()),
                        plain(field.description()));
            }
        }
    }

    private static String names(List<Operation> some, List<Operation> all) {
        return some.size() == all.size() && all.size() > 1
                ? "all"
                : some.stream().map(operation -> code(operation.name())).collect(Collectors.joining(", "));
    }

    private static void headers(StringBuilder page, ConnectorSpecification specification) {
        List<Header> headers = specification.headers().stream()
                .filter(header -> header.direction() == Header.Direction.OUTPUT)
                .toList();
        if (headers.isEmpty()) {
            return;
        }
        page.append("\n### Headers that come with the output\n\n");
        row(page, "header", "of", "value", "what it is");
        line(page, 4);
        headers.forEach(header -> row(
                page,
                code(header.name()),
                header.operations().stream().map(ReferencePage::code).collect(Collectors.joining(", ")),
                SpecificationText.value(header.field()),
                plain(header.field().description())));
    }

    private static void errors(StringBuilder page, List<ErrorCode> errors) {
        row(page, "code", "category", "recoverable", "what happened");
        line(page, 4);
        errors.forEach(error -> row(
                page,
                code(error.code()),
                error.category().label(),
                error.recoverable() ? "yes" : "no",
                plain(error.meaning())));
    }

    private static void row(StringBuilder page, String... cells) {
        for (String cell : cells) {
            page.append("| ")
                    .append(cell.replace("|", "\\|").replace("\n", " "))
                    .append(' ');
        }
        page.append("|\n");
    }

    private static void line(StringBuilder page, int columns) {
        page.append("|---".repeat(columns)).append("|\n");
    }

    /** Text in which nothing is Markdown. */
    private static String plain(String text) {
        return text.replace("\\", "\\\\").replace("*", "\\*").replace("<", "&lt;");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String codeOrNone(String text) {
        return text == null || text.isEmpty() ? NONE : code(text);
    }
}
