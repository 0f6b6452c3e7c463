/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.runtime.TestWorkspaces;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands tell of types of connector, and of connectors that nobody has to be able to reach. */
class ConnectorTypesCommandsTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void declare() {
        TestWorkspaces.copy("good", folder);
        TestWorkspaces.write(folder, "connectors.yaml", """
                connectors:
                  - name: orders-db
                    type: sql
                    connection:
                      url: jdbc:postgresql://localhost/orders?password=hunter1
                      user_name: shop
                      password: ${NOT_SET_ANYWHERE}
                    options: { properties: { sslpassword: hunter4, ApplicationName: shop } }
                  - name: guests
                    type: ledger
                    connection: { file: guests.txt, key: hunter2, kay: hunter3, testable: false }
                """);
    }

    @Test
    void typesAreFoundByCategoryAndTags() {
        assertThat(CommandRun.of("connectors", "types").out())
                .contains("file", "rest", "sql")
                .containsPattern("sql +database +");
        JsonNode found = CommandRun.of("connectors", "types", "--category", "Database", "--tag", "jdbc", "--json")
                .json();
        assertThat(found).hasSize(1);
        assertThat(found.at("/0/type").asText()).isEqualTo("sql");
        assertThat(found.at("/0/category").asText()).isEqualTo("database");
        assertThat(CommandRun.of("connectors", "types", "--tag", "jdbc", "--tag", "csv")
                        .out())
                .isEqualTo("No type is like that.\n");
        assertThat(CommandRun.of("connectors", "types", "--category", "none").code())
                .isEqualTo(2);
    }

    @Test
    void aTypeIsDescribedByItsNameOrAnAlias() {
        CommandRun run = CommandRun.of("connectors", "describe", "database");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("SQL database: Queries and changes")
                .containsPattern("Threads +asynchronous: no operation holds the thread of its caller\n")
                .containsPattern("connection\\.url +text +The JDBC URL")
                .containsPattern("retry\\.maxRetries +whole number, 0 to 10 +3 ")
                .containsPattern("Operation query\n")
                .containsPattern("fetchMode +all, one, many, stream +all ")
                .containsPattern("CamelSeraiRowCount +whole number +How many rows")
                .containsPattern("SERAI-SQL-003 +connection +yes ")
                .contains("Example: A PostgreSQL database", "password: ${DB_PASSWORD}");
        assertThat(run.out().lines()).allMatch(line -> line.length() < 200);
        assertThat(CommandRun.of("connectors", "describe", "file").out())
                .containsPattern("Threads +an operation may hold the thread of its caller\n");
    }

    @Test
    void aTypeIsADocumentWithSchemasWhenAsked() {
        JsonNode document =
                CommandRun.of("connectors", "describe", "rest", "--json").json();

        assertThat(document.get("type").asText()).isEqualTo("rest");
        assertThat(document.get("asynchronous").asBoolean()).isTrue();
        assertThat(document.at("/options/0/path").asText()).isEqualTo("connection.url");
        assertThat(document.at("/operations/0/name").asText()).isEqualTo("GET");
        assertThat(document.at("/operations/0/inputSchema/type").asText()).isEqualTo("object");
        assertThat(document.at("/operations/0/outputSchema/properties/metadata/properties/status/type/0")
                        .asText())
                .isEqualTo("integer");
        assertThat(document.at("/declarationSchema/$schema").asText())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void aDeclaredConnectorIsDescribedAsItIsWrittenWithoutItsSecrets() {
        CommandRun postgres = CommandRun.of("connectors", "describe", "orders-db", folder);
        assertThat(postgres.err())
                .startsWith("What its system holds is not shown, because it cannot be asked: connectors.yaml:5:12: ")
                .doesNotContain("hunter");
        assertThat(postgres.out())
                .startsWith("Connector 'orders-db', declared at connectors.yaml:2\n")
                .containsPattern("connection\\.user_name +shop")
                .containsPattern("options\\.properties\\.ApplicationName +shop")
                .containsPattern("connection\\.password +\\$\\{NOT_SET_ANYWHERE}")
                .contains("SQL database: Queries and changes")
                .doesNotContain("hunter");

        CommandRun ledger = CommandRun.of("connectors", "describe", "guests", folder, "--json");
        assertThat(ledger.out()).doesNotContain("hunter");
        TestWorkspaces.write(folder, "connectors.yaml", """
                connectors:
                  - { name: by-kind, type: custom, provider: ledger, connection: { file: guests.txt } }
                """);
        assertThat(CommandRun.of("connectors", "describe", "by-kind", folder).out())
                .contains("Ledger: Appends");
        JsonNode document = ledger.json();
        assertThat(document.get("declaredAt").asText()).isEqualTo("connectors.yaml:9");
        assertThat(document.get("declaration").get("connection.key").asText()).isEqualTo("***");
        assertThat(document.get("declaration").get("connection.kay").asText()).isEqualTo("***");
        assertThat(document.get("declaration").get("connection.file").asText()).isEqualTo("guests.txt");
    }

    @Test
    void anUnknownNameIsRefusedWithASuggestion() {
        CommandRun type = CommandRun.of("connectors", "describe", "sqll");
        assertThat(type.code()).isEqualTo(1);
        assertThat(type.err()).isEqualTo("There is no type of connector named 'sqll'. Did you mean 'sql'?\n");
        assertThat(CommandRun.of("connectors", "describe", "order-db", folder).err())
                .contains("Did you mean 'orders-db'?");
    }

    @Test
    void aConnectorThatCannotBeTestedIsUnknownAndNoFailure() {
        TestWorkspaces.write(folder, "connectors.yaml", """
                connectors:
                  - { name: guests, type: ledger, connection: { file: guests.txt, testable: false } }
                """);

        CommandRun run = CommandRun.of("connectors", "test", folder);
        assertThat(run.code()).isZero();
        assertThat(run.out()).matches("unknown +guests +\\d+ ms +nobody can tell\n");
        assertThat(CommandRun.of("connectors", "test", folder, "--json")
                        .json()
                        .at("/0/status")
                        .asText())
                .isEqualTo("unknown");
    }
}
