/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ConnectorMetadata.Example;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.configuration.ConfigurationOption;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.specification.ConnectorSpecification;
import dev.serai.connector.specification.JsonSchemas;
import dev.serai.runtime.validation.WorkspaceValidator;
import dev.serai.runtime.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the bundled types say of themselves is complete, and their examples work. */
class BundledTypesTest {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private static Stream<ConnectorSpecification> types() {
        return BundledTypes.specifications();
    }

    @ParameterizedTest
    @MethodSource("types")
    void theMetadataLeaveNothingOut(ConnectorSpecification specification) {
        ConnectorMetadata metadata = specification.metadata();
        assertThat(metadata.description()).endsWith(".");
        assertThat(metadata.tags()).isNotEmpty();
        assertThat(metadata.requirements()).isNotEmpty();
        assertThat(BundledTypes.file(metadata.documentation())).exists();
        assertThat(declarations(metadata)).isNotEmpty();
        assertThat(routes(metadata)).isNotEmpty();
        assertThat(specification.leaves())
                .allMatch(option -> option.description().endsWith("."));
        assertThat(specification.errors()).noneMatch(error -> error.meaning().isEmpty());
        for (Operation operation : metadata.operations()) {
            assertThat(operation.description()).endsWith(".");
            assertThat(operation.output()).as(operation.name()).isNotEmpty();
            assertThat(operation.fields()).allMatch(field -> field.description().endsWith("."));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatACallLeavesInTheHeadersFitsTheOptionsOfTheNext(ConnectorSpecification specification) {
        for (Operation leaving : specification.metadata().operations()) {
            for (Field left : leaving.metadata()) {
                assertThat(specification.metadata().operations().stream()
                                .flatMap(operation -> operation.field(left.name()).stream()))
                        .as(left.name())
                        .allMatch(field -> field.type() == left.type() || field.type() == Field.Type.ANY);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyExampleIsAWorkspaceWithoutProblems(ConnectorSpecification specification) throws IOException {
        StringBuilder connectors = new StringBuilder("connectors:\n");
        declarations(specification.metadata())
                .forEach(example -> connectors.append(example.yaml().substring("connectors:\n".length())));
        Files.writeString(folder.resolve("connectors.yaml"), connectors);
        int number = 0;
        for (Example route : routes(specification.metadata())) {
            Files.writeString(folder.resolve("example" + number++ + ".camel.yaml"), route.yaml());
        }

        assertThat(new WorkspaceValidator(name -> "value")
                        .validate(Workspace.open(folder), getClass().getClassLoader())
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everySchemaIsValid(ConnectorSpecification specification) {
        List<Map<String, Object>> schemas = new ArrayList<>(List.of(JsonSchemas.declaration(specification)));
        for (Operation operation : specification.operations()) {
            schemas.add(JsonSchemas.input(specification.metadata(), operation));
            schemas.add(JsonSchemas.output(specification.metadata(), operation));
        }
        JsonSchema draft = SCHEMAS.getSchema(SchemaLocation.of(SchemaId.V202012));
        assertThat(schemas).allSatisfy(schema -> assertThat(draft.validate(JSON.valueToTree(schema)))
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("types")
    void theSchemaOfADeclarationTakesTheExamplesAndRefusesWhatIsWrong(ConnectorSpecification specification) {
        JsonSchema schema = SCHEMAS.getSchema(JSON.<JsonNode>valueToTree(JsonSchemas.declaration(specification)));
        for (Example example : declarations(specification.metadata())) {
            Map<?, ?> file = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(example.yaml());
            for (Object declaration : (List<?>) file.get("connectors")) {
                ObjectNode right = JSON.valueToTree(declaration);
                assertThat(schema.validate(right)).as(example.title()).isEmpty();
                assertThat(schema.validate(right.deepCopy().put("conection", "x")))
                        .isNotEmpty();
                assertThat(schema.validate(right.deepCopy().put("timeout", "soon")))
                        .isNotEmpty();
                assertThat(schema.validate(right.deepCopy().put("timeout", 1))).isNotEmpty();
                assertThat(schema.validate(right.deepCopy().without("name"))).isNotEmpty();
                assertThat(schema.validate(right.deepCopy().put("type", "another")))
                        .isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void camelKnowsEveryOperationOptionAndHeaderOfTheTypesOwnScheme(ConnectorSpecification specification)
            throws IOException {
        ComponentModel model;
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            String json = camel.getCamelContextExtension()
                    .getContextPlugin(RuntimeCamelCatalog.class)
                    .componentJSonSchema("serai-" + specification.metadata().type());
            model = JsonMapper.generateComponentModel(json);
        }
        assertThat(model.getScheme())
                .isEqualTo("serai-" + specification.metadata().type());
        assertThat(model.getDescription()).isEqualTo(specification.metadata().description());
        for (Operation operation : specification.operations()) {
            assertThat(model.getEndpointPathOptions().get(1).getEnums()).contains(operation.name());
            operation.fields().forEach(field -> assertThat(
                            option(model, field.name()).getDescription())
                    .contains(field.description()));
            operation.metadata().forEach(piece -> assertThat(model.getEndpointHeaders())
                    .anyMatch(header -> header.getDescription().contains(piece.description())));
        }
        specification
                .leaves()
                .filter(option ->
                        !option.path().equals("name") && !option.path().equals("type"))
                .forEach(option -> asTheSpecificationSays(model, option));
    }

    @Test
    void aSchemeOfAnotherTypeSaysWhichToWrite() throws IOException {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            ConnectorRegistry.of(camel).declare("orders-db", "sql", Map.of("url", "jdbc:sqlite:orders.db"));

            assertThat(camel.getEndpoint("serai-sql:orders-db/query")).isNotNull();
            assertThatThrownBy(() -> camel.getEndpoint("serai-rest:orders-db/GET"))
                    .rootCause()
                    .hasMessageContaining(
                            "It is of type 'sql', so it is not reached by 'serai-rest:'. Write 'serai-sql:' or"
                                    + " 'connector:'.");
        }
    }

    private static void asTheSpecificationSays(ComponentModel model, ConfigurationOption option) {
        EndpointOptionModel found = model.getEndpointOptions().stream()
                .filter(one -> option.path().equals(one.getName())
                        || option.path().equals(one.getOptionalPrefix() + one.getName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Camel does not know '" + option.path() + "'."));
        assertThat(found.getDescription()).endsWith(option.description());
        assertThat(found.isSecret()).isEqualTo(option.secret());
        if (option.defaultValue() != null) {
            assertThat(found.getDefaultValue()).hasToString(option.defaultValue());
        }
        if (!option.allowed().isEmpty()) {
            assertThat(found.getEnums()).isEqualTo(option.allowed());
        }
    }

    private static EndpointOptionModel option(ComponentModel model, String name) {
        return model.getEndpointOptions().stream()
                .filter(option -> option.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Camel does not know '" + name + "'."));
    }

    private static List<Example> declarations(ConnectorMetadata metadata) {
        return metadata.examples().stream()
                .filter(example -> example.yaml().startsWith("connectors:"))
                .toList();
    }

    private static List<Example> routes(ConnectorMetadata metadata) {
        return metadata.examples().stream()
                .filter(example -> example.yaml().startsWith("- route:"))
                .toList();
    }
}
