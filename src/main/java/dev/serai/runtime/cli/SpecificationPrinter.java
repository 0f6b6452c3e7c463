/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.configuration.ConfigurationOption;
import dev.serai.connector.specification.ConnectorSpecification;
import dev.serai.connector.specification.SpecificationText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Shows a specification to a person at a terminal. */
final class SpecificationPrinter {

    private final PrintWriter out;

    SpecificationPrinter(PrintWriter out) {
        this.out = out;
    }

    /** How a connector is declared. */
    void print(DeclarationAsWritten declaration, ConnectorSpecification specification) {
        out.println("Connector '" + declaration.name() + "', declared at " + declaration.place());
        out.println();
        out.println(Tables.of(
                declaration.options(specification).entrySet(),
                List.of(Tables.column("OPTION", Map.Entry::getKey), Tables.text("VALUE", Map.Entry::getValue))));
        out.println();
    }

    /** What its type is. */
    void print(ConnectorSpecification specification) {
        ConnectorMetadata metadata = specification.metadata();
        out.println(metadata.displayName() + ": " + metadata.description());
        out.println();
        line("Type", metadata.type());
        line("Also", String.join(", ", metadata.aliases()));
        line("Category", metadata.category().label());
        line("Tags", String.join(", ", metadata.tags()));
        line(
                "Threads",
                metadata.asynchronous()
                        ? "asynchronous: no operation holds the thread of its caller"
                        : "an operation may hold the thread of its caller");
        line("Needs", String.join(" ", metadata.requirements()));
        line("Page", metadata.documentation());
        line("Version", metadata.version() + ", for Serai " + metadata.minimumPlatformVersion() + " and later");
        line("Author", metadata.author() + ", " + metadata.license());
        heading("Options of this type");
        options(specification.options());
        heading("Options of every connector");
        options(specification.commonOptions());
        specification.operations().forEach(this::operation);
        heading("Errors");
        out.println(Tables.of(
                specification.errors(),
                List.of(
                        Tables.column("CODE", ErrorCode::code),
                        Tables.column("CATEGORY", error -> error.category().label()),
                        Tables.column("RECOVERABLE", error -> error.recoverable() ? "yes" : "no"),
                        Tables.text("WHAT HAPPENED", ErrorCode::meaning))));
        metadata.examples().forEach(example -> {
            heading("Example: " + example.title());
            out.print(example.yaml());
        });
    }

    /** What a connector's system holds. */
    void print(List<DiscoveredResource> discovered) {
        for (DiscoveredResource resource : discovered) {
            heading("Found: " + resource.kind() + " " + resource.name());
            if (!resource.description().isEmpty()) {
                out.println(resource.description());
            }
            out.println(Tables.of(
                    resource.fields(),
                    List.of(
                            Tables.text("NAME", DiscoveredResource.Part::name),
                            Tables.text("TYPE", DiscoveredResource.Part::type),
                            Tables.text("WHAT IT IS", DiscoveredResource.Part::description))));
        }
    }

    private void options(List<ConfigurationOption> options) {
        out.println(Tables.of(
                options.stream().flatMap(ConfigurationOption::leaves).toList(),
                List.of(
                        Tables.column("OPTION", ConfigurationOption::path),
                        Tables.text("VALUE", SpecificationText::value),
                        Tables.column("DEFAULT", option -> option.required() ? "required" : option.defaultValue()),
                        Tables.text(
                                "WHAT IT IS",
                                option -> option.description() + (option.secret() ? " A secret." : "")))));
    }

    private void operation(Operation operation) {
        heading("Operation " + operation.name());
        out.println(operation.description());
        line("In a route", operation.kind() == Operation.Kind.STREAM ? "from:" : "to:");
        line("Body", operation.payload() == null ? "not used" : "the input " + operation.payload());
        line("Repeated", SpecificationText.repeated(operation));
        line("Gives", operation.output());
        if (!operation.fields().isEmpty()) {
            out.println(Tables.of(
                    operation.fields(),
                    List.of(
                            Tables.column("INPUT", Field::name),
                            Tables.text("VALUE", SpecificationText::value),
                            Tables.column("DEFAULT", field -> field.required() ? "required" : field.defaultValue()),
                            Tables.text("WHAT IT IS", Field::description))));
        }
        if (!operation.metadata().isEmpty()) {
            out.println(Tables.of(
                    operation.metadata(),
                    List.of(
                            Tables.column("HEADER", field -> OperationInput.header(field.name())),
                            Tables.column("VALUE", SpecificationText::value),
                            Tables.text("WHAT IT IS", Field::description))));
        }
    }

    private void heading(String text) {
        out.println();
        out.println(text);
        out.println("-".repeat(text.length()));
    }

    private void line(String name, String text) {
        if (!text.isEmpty()) {
            out.println(String.format("%-12s %s", name, text));
        }
    }
}
