/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.specification;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.configuration.ConfigurationOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointHeaderModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.apache.camel.util.StringHelper;

/**
 * Describes the scheme {@code serai-<type>} in Camel's own terms: the operations' inputs and the connection of
 * {@code adhoc} as endpoint options, and the headers.
 */
final class ComponentMetadata {

    /** Serves the schemes of all types. */
    static final String COMPONENT_CLASS = "dev.serai.connector.camel.TypedConnectorComponent";

    private static final String ADHOC = "adhoc";

    private final ConnectorSpecification specification;
    private final List<Operation> operations;
    private final List<OperationInputs> inputs;
    private final ComponentModel model = new ComponentModel();

    private ComponentMetadata(ConnectorSpecification specification) {
        this.specification = specification;
        this.operations = specification.operations();
        this.inputs = OperationInputs.of(operations);
    }

    /** The scheme of a type. */
    static String scheme(ConnectorMetadata metadata) {
        return "serai-" + metadata.type();
    }

    /** @param general the component whose general options every endpoint and component has too */
    static ComponentModel of(ConnectorSpecification specification, ComponentModel general) {
        return new ComponentMetadata(specification).describe(general);
    }

    private ComponentModel describe(ComponentModel general) {
        ConnectorMetadata metadata = specification.metadata();
        String scheme = scheme(metadata);
        model.setName(scheme);
        model.setScheme(scheme);
        model.setTitle("Serai " + metadata.displayName());
        model.setDescription(metadata.description());
        model.setLabel(metadata.category().label());
        model.setFirstVersion(metadata.minimumPlatformVersion());
        model.setJavaType(COMPONENT_CLASS);
        model.setSyntax(scheme + ":name/operation");
        model.setAsync(true);
        model.setRemote(true);
        model.setProducerOnly(operations.stream().allMatch(operation -> operation.kind() == Operation.Kind.CALL));
        general.getComponentOptions().stream()
                .filter(option -> !option.getName().equals("configuration") && fits(option))
                .forEach(model::addComponentOption);
        paths();
        inputs.forEach(this::input);
        specification.leaves().forEach(this::connection);
        general.getEndpointParameterOptions().stream().filter(this::fits).forEach(model::addEndpointOption);
        specification.headers().stream()
                .collect(Collectors.groupingBy(Header::name, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(this::header);
        return model;
    }

    /** What is for receiving is of no use where nothing is received. */
    private boolean fits(BaseOptionModel option) {
        return !model.isProducerOnly() || !String.valueOf(option.getLabel()).contains("consumer");
    }

    private void paths() {
        EndpointOptionModel name = option("name", CamelType.of(Field.Type.STRING), "path", "common");
        name.setDescription(
                "The connector's name in connectors.yaml, or adhoc for one whose connection stands in the URI.");
        name.setRequired(true);
        EndpointOptionModel operation = option("operation", CamelType.CHOICE, "path", "common");
        operation.setDescription(operations.stream()
                .map(one -> one.name() + ": " + one.description())
                .collect(Collectors.joining(" ")));
        operation.setEnums(operations.stream().map(Operation::name).toList());
        operation.setRequired(true);
    }

    private void input(OperationInputs input) {
        boolean streams = input.uses().keySet().stream().anyMatch(one -> one.kind() == Operation.Kind.STREAM);
        boolean calls = input.uses().keySet().stream().anyMatch(one -> one.kind() == Operation.Kind.CALL);
        CamelType type = input.allowed().isEmpty() ? CamelType.of(input.type()) : CamelType.CHOICE;
        EndpointOptionModel option = option(
                input.name(), type, "parameter", streams && calls ? "common" : streams ? "consumer" : "producer");
        option.setDescription(description(input));
        option.setRequired(input.requiredBy(operations));
        option.setDefaultValue(input.defaultValue());
        if (!input.allowed().isEmpty()) {
            option.setEnums(input.allowed());
        }
        if (type.holdsEntries()) {
            option.setMultiValue(true);
            option.setPrefix(input.name() + ".");
        }
    }

    private static String description(OperationInputs input) {
        return input.variants().entrySet().stream()
                .map(variant ->
                        names(variant.getValue()) + ": " + variant.getKey().description() + payload(input, variant))
                .collect(Collectors.joining(" "));
    }

    private static String payload(OperationInputs input, Map.Entry<Field, List<Operation>> variant) {
        boolean payload =
                variant.getValue().stream().anyMatch(operation -> input.name().equals(operation.payload()));
        return payload ? " By default the message body." : "";
    }

    private static String names(List<Operation> operations) {
        return operations.stream().map(Operation::name).collect(Collectors.joining(", "));
    }

    private void connection(ConfigurationOption option) {
        if (option.path().equals("name") || option.path().equals("type")) {
            return;
        }
        boolean taken = inputs.stream().anyMatch(input -> input.name().equals(option.name()));
        boolean clear = specification.optionNames().paths(option.name()).equals(List.of(option.path()));
        boolean brief = clear && !taken;
        CamelType type = CamelType.of(option.kind());
        EndpointOptionModel described = option(brief ? option.name() : option.path(), type, "parameter", ADHOC);
        if (brief && option.path().contains(".")) {
            described.setOptionalPrefix(option.path().substring(0, option.path().lastIndexOf('.') + 1));
        }
        described.setDescription("With adhoc" + (option.required() ? ", required" : "") + ": " + option.description());
        described.setDefaultValue(option.defaultValue());
        described.setSecret(option.secret());
        if (!option.allowed().isEmpty()) {
            described.setEnums(option.allowed());
        }
        if (type.holdsEntries()) {
            described.setMultiValue(true);
            described.setPrefix(option.path() + ".");
        }
    }

    private EndpointOptionModel option(String name, CamelType type, String kind, String label) {
        EndpointOptionModel option = new EndpointOptionModel();
        option.setName(name);
        option.setKind(kind);
        option.setDisplayName(displayName(name));
        option.setLabel(label);
        option.setGroup(label);
        option.setType(type.type());
        option.setJavaType(type.javaType());
        model.addEndpointOption(option);
        return option;
    }

    /** {@code maxWait} is shown as {@code Max Wait}. */
    private static String displayName(String name) {
        return Arrays.stream(StringHelper.camelCaseToDash(name).split("[-.]+"))
                .filter(word -> !word.isEmpty())
                .map(StringHelper::capitalize)
                .collect(Collectors.joining(" "));
    }

    private void header(List<Header> variants) {
        Header first = variants.get(0);
        boolean alike = variants.stream()
                .allMatch(one -> one.field().type() == first.field().type()
                        && one.field().allowed().equals(first.field().allowed()));
        boolean choice = alike && !first.field().allowed().isEmpty();
        CamelType type =
                choice ? CamelType.CHOICE : CamelType.of(alike ? first.field().type() : Field.Type.ANY);
        EndpointHeaderModel described = new EndpointHeaderModel();
        described.setName(first.name());
        described.setKind("header");
        described.setDisplayName(displayName(first.field().name()));
        described.setDescription(variants.stream()
                .map(one -> (one.direction() == Header.Direction.INPUT ? "Sets an input of " : "Comes from ")
                        + String.join(", ", one.operations()) + ": "
                        + one.field().description())
                .collect(Collectors.joining(" ")));
        described.setType(type.type());
        described.setJavaType(type.javaType());
        described.setLabel("common");
        described.setGroup("common");
        if (choice) {
            described.setEnums(first.field().allowed());
        }
        model.addEndpointHeader(described);
    }
}
