/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.specification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.serai.connector.configuration.ConfigurationOption;
import dev.serai.connector.configuration.ConfigurationOption.Kind;
import dev.serai.connector.memory.MemoryConnectorFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorSpecificationTest {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConnectorSpecification memory = ConnectorSpecification.of(new MemoryConnectorFactory());

    @Test
    void optionsSayWhatTheirAnnotationsSay() {
        assertThat(memory.option("connection.port"))
                .contains(new ConfigurationOption(
                        "port",
                        "connection.port",
                        Kind.INTEGER,
                        "The port.",
                        false,
                        "5432",
                        null,
                        "1",
                        "65535",
                        false,
                        List.of(),
                        List.of()));
        assertThat(memory.option("options.mode").orElseThrow().allowed()).containsExactly("fast", "verySafe");
        assertThat(memory.option("connection.access_password").orElseThrow().secret())
                .isTrue();
        assertThat(memory.option("cache.enabled").orElseThrow().presentValue()).isEqualTo("true");
        assertThat(memory.options()).extracting(ConfigurationOption::required).containsExactly(true, false);
    }

    @Test
    void theCircuitBreakersDefaultIsThatOfTheType() {
        assertThat(memory.option("circuitBreaker.enabled").orElseThrow().defaultValue())
                .isEqualTo("false");
        assertThat(ConnectorSpecification.of(new MemoryConnectorFactory(true))
                        .option("circuitBreaker.enabled")
                        .orElseThrow()
                        .defaultValue())
                .isEqualTo("true");
    }

    @Test
    void commonOperationsErrorsAndHeadersAreThere() {
        assertThat(memory.operation("clear_cache")).isPresent();
        assertThat(memory.errors()).extracting(error -> error.code()).contains("SERAI-CONNECTOR-001");
        assertThat(memory.headers())
                .extracting(Header::name)
                .contains("CamelSeraiKey", "CamelSeraiValue", "CamelSeraiIdempotencyKey");
    }

    @Test
    void theSchemasAreThemselvesValid() {
        JsonSchema draft = SCHEMAS.getSchema(SchemaLocation.of(SchemaId.V202012));
        assertThat(draft.validate(JSON.valueToTree(JsonSchemas.declaration(memory))))
                .isEmpty();
        assertThat(memory.operations()).allSatisfy(operation -> {
            assertThat(draft.validate(JSON.valueToTree(JsonSchemas.input(memory.metadata(), operation))))
                    .isEmpty();
            assertThat(draft.validate(JSON.valueToTree(JsonSchemas.output(memory.metadata(), operation))))
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection: { host: h }",
                "connection: { host: h, port: 80, labels: { a: 1 } }",
                "connection: { host: h, port: '80' }",
                "connection: { host: '${HOST}', port: '${PORT:80}', accessPassword: '${SECRET}' }",
                "connection: { host: h }\noptions: { mode: verySafe, careful: false, maxWait: 1m30s, limit: 1MB, share: 1 }",
                "connection: { host: h }\noptions: { maxWait: 500, limit: 1024, tags: [ a, b ], mode: '{{mode}}' }",
                "connection: { host: h }\nretry: { maxRetries: 0 }\nversion: 2\ntimeout: '${SECONDS}s'"
            })
    void theSchemaTakesWhatTheReaderTakes(String yaml) {
        assertThat(declaration().validate("name: x\ntype: memory\n" + yaml, InputFormat.YAML))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection: {}",
                "connections: { host: h }",
                "connection: { host: h, port: 0 }",
                "connection: { host: h, port: 65536 }",
                "connection: { host: h, port: many }",
                "connection: { host: h, hots: i }",
                "connection: { host: h }\noptions: { mode: slow }",
                "connection: { host: h }\noptions: { careful: perhaps }",
                "connection: { host: h }\noptions: { maxWait: soon }",
                "connection: { host: h }\noptions: { limit: big }",
                "connection: { host: h }\noptions: { share: 1.5 }",
                "connection: { host: h }\noptions: { tags: { a: b } }",
                "connection: { host: h }\nretry: { maxRetries: 11 }"
            })
    void theSchemaRefusesWhatTheReaderRefuses(String yaml) {
        assertThat(declaration().validate("name: x\ntype: memory\n" + yaml, InputFormat.YAML))
                .isNotEmpty();
    }

    @Test
    void secretsAreForWritingOnly() {
        Map<?, ?> connection =
                (Map<?, ?>) ((Map<?, ?>) JsonSchemas.declaration(memory).get("properties")).get("connection");
        assertThat(((Map<?, ?>) ((Map<?, ?>) connection.get("properties")).get("accessPassword")).get("writeOnly"))
                .isEqualTo(true);
    }

    @Test
    void theSchemaOfAnInputKnowsTypesAndRequiredFields() {
        JsonSchema input = SCHEMAS.getSchema(JSON.<JsonNode>valueToTree(
                JsonSchemas.input(memory.metadata(), memory.operation("readOne").orElseThrow())));
        assertThat(input.validate("{\"key\": \"k\", \"limit\": 3, \"mode\": \"all\"}", InputFormat.JSON))
                .isEmpty();
        assertThat(input.validate("{\"limit\": 3}", InputFormat.JSON)).isNotEmpty();
        assertThat(input.validate("{\"key\": \"k\", \"limit\": \"few\"}", InputFormat.JSON))
                .isNotEmpty();
        assertThat(input.validate("{\"key\": \"k\", \"other\": 1}", InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void theDocumentForProgramsIsJson() {
        JsonNode document = JSON.valueToTree(SpecificationDocument.of(memory));
        assertThat(document.at("/type").asText()).isEqualTo("memory");
        assertThat(document.at("/operations/0/inputs/0/header").asText()).isEqualTo("CamelSeraiKey");
        assertThat(document.at("/declarationSchema/properties/connection/required/0")
                        .asText())
                .isEqualTo("host");
    }

    @Test
    void onlyThePartBetweenTheLinesOfAPageIsWritten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("README.md");
        Files.writeString(file, "# Mine\n<!-- reference -->\nold | text\n<!-- /reference -->\nEnd\n");
        PageFile page = new PageFile(file);

        assertThat(page.with("new\n")).isNotEqualTo(page.text());
        page.write("new\n");

        assertThat(page.text())
                .isEqualTo("# Mine\n<!-- reference -->\n\nnew\n\n<!-- /reference -->\nEnd\n")
                .isEqualTo(page.with("new\n"));
    }

    @Test
    void aPageTellsOptionsAndOperations() {
        assertThat(ReferencePage.of(memory))
                .contains("| `connection.port` | whole number, 1 to 65535 | `5432` | The port. |")
                .contains("| `readOne` | Reads. | – | yes, it only reads |  |");
    }

    private JsonSchema declaration() {
        return SCHEMAS.getSchema(JSON.<JsonNode>valueToTree(JsonSchemas.declaration(memory)));
    }
}
