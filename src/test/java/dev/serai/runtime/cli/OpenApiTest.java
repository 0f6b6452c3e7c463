/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.runtime.TestWorkspaces;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connector whose operations come from an OpenAPI document, as a person at the command line meets it. */
class OpenApiTest {

    private static final String DECLARATIONS = """
            connectors:
              - name: petstore
                type: rest
                openapi: petstore.yaml
                connection: { url: "http://localhost:1/v1" }
              - name: remote
                type: rest
                openapi: http://localhost:1/v1/openapi.yaml
                connection: { url: "http://localhost:1/v1" }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void workspace() {
        TestWorkspaces.write(folder, "connectors.yaml", DECLARATIONS);
        TestWorkspaces.write(folder, "petstore.yaml", """
                openapi: 3.0.3
                info: { title: Pets, version: "1" }
                paths:
                  /pets/{petId}:
                    get:
                      operationId: getPetById
                      summary: Finds a pet.
                      parameters:
                        - { name: petId, in: path, required: true, schema: { type: integer } }
                        - { name: size, in: query, schema: { type: string, enum: [ small, large ] } }
                      responses:
                        "200":
                          description: The pet
                          content:
                            application/json: { schema: { type: object, properties: { name: { type: string } } } }
                """);
        TestWorkspaces.write(folder, "pets.camel.yaml", """
                - route:
                    from:
                      uri: direct:pets
                      steps:
                        - to: connector:petstore/getPetById?size=large
                        - to: connector:petstore/getPetsById
                        - to: connector:petstore/getPetById?size=huge
                        - to: connector:remote/whateverItHas
                """);
    }

    @Test
    void itsOperationsAreDescribed() {
        CommandRun run = CommandRun.of("connectors", "describe", "petstore", folder.toString());

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .containsPattern("Operation getPetById\n-+\nFinds a pet.")
                .containsPattern("petId +whole number +")
                .containsPattern("size +small, large +")
                .contains("The pet. With 200, a map with name (string).")
                .contains("Operation GET\n");
        assertThat(CommandRun.of("connectors", "describe", "petstore", folder.toString(), "--json")
                        .json()
                        .at("/operations")
                        .findValuesAsText("name"))
                .contains("getPetById");
    }

    @Test
    void aDocumentThatCannotBeFetchedIsSaidSo() {
        CommandRun run = CommandRun.of("connectors", "describe", "remote", folder.toString());

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Operation GET\n");
        assertThat(run.err())
                .contains("These are the operations of its type alone")
                .contains("http://localhost:1/v1/openapi.yaml");
    }

    @Test
    void routesAreHeldAgainstTheDocument() {
        CommandRun run = CommandRun.of("validate", folder.toString());

        assertThat(run.out() + run.err())
                .contains("pets.camel.yaml:6:15: Connector 'petstore' is of type 'rest', which has no operation"
                        + " 'getPetsById'. Did you mean 'getPetById'?")
                .containsPattern("pets.camel.yaml:7:15: .*'size'.*small")
                .doesNotContain("pets.camel.yaml:5:")
                .doesNotContain("whateverItHas");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void aDocumentThatIsWrongIsAProblemOfTheDeclaration() {
        TestWorkspaces.write(folder, "petstore.yaml", "swagger: '2.0'");

        CommandRun run = CommandRun.of("validate", folder.toString());

        assertThat(run.out() + run.err())
                .contains("connectors.yaml:2:5: The OpenAPI document 'petstore.yaml' cannot be used: it does not begin"
                        + " with 'openapi: 3.0")
                .doesNotContain("has no operation");
    }
}
