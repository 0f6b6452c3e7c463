/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import static dev.serai.runtime.TestWorkspaces.problems;
import static dev.serai.runtime.TestWorkspaces.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules about routes that need a workspace of their own to show. */
class RouteRulesTest {

    @TempDir
    private Path folder;

    @Test
    void aDirectTargetWithoutARouteIsReported() {
        write(folder, "a.camel.yaml", """
                - route:
                    from:
                      uri: direct:fulfil
                      steps:
                        - to: direct:fullfil
                        - to: direct:elsewhere
                        - toD: "direct:${header.where}"
                """);

        assertThat(problems(folder).lines())
                .containsExactly(
                        "a.camel.yaml:5:15: No route receives from 'direct:fullfil'. Did you mean 'direct:fulfil'?",
                        "a.camel.yaml:6:15: No route receives from 'direct:elsewhere'. Add a route that begins with"
                                + " 'from: direct:elsewhere'.");
    }

    @Test
    void aDirectTargetMayLieInAJavaFile() {
        write(folder, "a.camel.yaml", """
                - route:
                    from:
                      uri: timer:x
                      steps:
                        - to: direct:java
                """);
        write(folder, "Target.java", """
                import org.apache.camel.builder.RouteBuilder;
                public class Target extends RouteBuilder {
                    public void configure() { from("direct:java").to("log:x"); }
                }
                """);

        assertThat(problems(folder)).isEmpty();
    }

    @Test
    void aSecretInAFileIsReadFromTheDeclarationsFolderAndAMissingOneIsAProblem() {
        write(folder, "token", "abc\n");
        write(folder, "a.camel.yaml", """
                - route:
                    from: { uri: "timer:x", steps: [ { to: "connector:good/GET" } ] }
                """);
        write(folder, "connectors.yaml", """
                connectors:
                  - name: good
                    type: rest
                    connection: { url: "http://x", auth: { type: bearer, token: "${file:token}" } }
                  - name: bad
                    type: rest
                    connection: { url: "http://x", auth: { type: bearer, token: "${file:missing}" } }
                """);

        assertThat(problems(folder))
                .isEqualTo(
                        "connectors.yaml:7:65: 'connection.auth.token': The file missing of ${file:missing} cannot be"
                                + " read: it does not exist. Name a text file that the process may read.");
    }

    @Test
    void whatStandsInRawIsHeldAgainstTheTypeToo() {
        write(folder, "connectors.yaml", """
                connectors:
                  - { name: orders-db, type: sql, connection: { url: "jdbc:sqlite:orders.db" } }
                """);
        write(folder, "a.camel.yaml", """
                - route:
                    from:
                      uri: timer:x
                      steps:
                        - to: "connector:orders-db/query?sql=RAW(SELECT 1)&fetchMode=RAW(oen)"
                        - to:
                            uri: connector:orders-db/query
                            parameters: { sql: "SELECT 1 + 1", fetchMode: RAW(oen) }
                """);

        assertThat(problems(folder).lines())
                .hasSize(2)
                .anySatisfy(
                        line -> assertThat(line).startsWith("a.camel.yaml:5:").contains("'oen'"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("a.camel.yaml:8:").contains("'oen'"));
    }

    @Test
    void aTypesOwnSchemeIsHeldAgainstTheDeclarationsAndTheType() {
        write(folder, "connectors.yaml", """
                connectors:
                  - name: orders-db
                    type: database
                    provider: sqlite
                    connection: { database: orders.db }
                """);
        write(folder, "a.camel.yaml", """
                - route:
                    from:
                      uri: timer:x
                      steps:
                        - to: "serai-sql:orders-db/query?sql=RAW(SELECT 1)"
                        - to: "serai-sql:adhoc/query?sql=RAW(SELECT 1)&url=jdbc:sqlite:x.db"
                        - to: connector:orders-db/clearCache
                        - to: serai-rest:orders-db/GET
                        - to: serai-sql:orders/query
                        - to: "serai-sql:orders-db/insert?table=t&fetchMode=one"
                        - to: serai-sql:adhoc/qeury
                        - to: "serai-sql:adhoc/query?sql=x&ulr=y"
                """);

        assertThat(problems(folder).lines())
                .containsExactly(
                        "a.camel.yaml:8:15: Connector 'orders-db' is of type 'sql', so it is not reached by"
                                + " 'serai-rest:'. Write 'serai-sql:' or 'connector:'.",
                        "a.camel.yaml:9:15: There is no connector named 'orders'. Did you mean 'orders-db'? Connectors"
                                + " are declared in connectors.yaml.",
                        "a.camel.yaml:10:15: Connector 'orders-db', operation 'insert': There is no option 'fetchMode'."
                                + " Known: exactlyOnce, onConflict, returning, table, values.",
                        "a.camel.yaml:11:15: Connector 'adhoc' is of type 'sql', which has no operation 'qeury'. Did you"
                                + " mean 'query'?",
                        "a.camel.yaml:12:15: The component 'serai-sql' has no option 'ulr'. Did you mean 'url'?");
    }

    @Test
    void whatCamelAcceptsInPlaceOfAPlainValueIsAccepted() {
        write(folder, "application.properties", "limit=3\nlevel=WARN\nout=log:out\n");
        write(folder, "a.camel.yaml", """
                - onException:
                    exception: [ java.lang.Exception ]
                    handled: { constant: "true" }
                    steps:
                      - log: failed
                - from:
                    uri: "timer:x?period={{every:5s}}&repeatCount={{limit}}"
                    steps:
                      - to: "log:x?level={{level}}&showAll={{?showAll}}"
                      - to: "{{out}}"
                      - toD: "{{out}}?marker=${header.marker}"
                      - loop:
                          constant: 3
                          copy: "{{copy:true}}"
                          steps:
                            - log: "${body}"
                      - setBody: { simple: "${body} {{sys:java.version}}" }
                      - to:
                          uri: file
                          parameters: { directoryName: out, fileName: "${header.name}.json" }
                      - split:
                          tokenize: { token: "," }
                          steps:
                            - filter:
                                jsonpath: $.price
                                steps:
                                  - stop: {}
                      - enrich: { constant: "direct:price" }
                      - pollEnrich: { simple: "file:in?fileName=${header.name}", timeout: 100 }
                - from:
                    uri: direct:price
                    steps:
                      - doTry:
                          steps:
                            - throwException: { exceptionType: java.io.IOException, message: no }
                          doCatch:
                            - exception: [ java.io.IOException ]
                              steps:
                                - log: caught
                - beans:
                    - name: box
                      type: java.util.ArrayList
                - rest:
                    path: /orders
                    get:
                      - to: direct:price
                - routeTemplate:
                    id: template
                    parameters:
                      - name: level
                      - name: target
                    from:
                      uri: "direct:{{target}}"
                      steps:
                        - to: "log:x?marker={{target}}"
                """);

        assertThat(problems(folder)).isEmpty();
    }

    @Test
    void whatOnlyCamelFindsWrongIsReportedWithTheFile() {
        write(folder, "a.camel.yaml", """
                - from:
                    uri: direct:in
                    steps:
                      - log: x
                - onException:
                    exception: [ java.lang.Exception ]
                    steps:
                      - log: failed
                """);

        assertThat(problems(folder))
                .isEqualTo(
                        "a.camel.yaml:1:1: Camel cannot read this file: onException must be defined before any routes in"
                                + " the RouteBuilder.");
    }

    @Test
    void aTopLevelFromIsCheckedLikeARoute() {
        write(folder, "a.camel.yaml", """
                - from:
                    uri: timr:x
                    step:
                      - log: x
                """);

        assertThat(problems(folder).lines())
                .containsExactly(
                        "a.camel.yaml:2:5: 'from' has no 'steps', so the route does nothing. List them under 'steps:',"
                                + " indented below 'from:'.",
                        "a.camel.yaml:2:10: Unknown component 'timr'. Did you mean 'timer'?",
                        "a.camel.yaml:3:5: 'from' has no option 'step'. Did you mean 'steps'?");
    }

    @Test
    void twoReceiversOfOneNameAreReportedHoweverTheNameIsWritten() {
        write(folder, "a.camel.yaml", """
                - route:
                    from:
                      uri: direct:a
                      steps:
                        - log: a
                """);
        write(folder, "b.camel.yaml", """
                - route:
                    from:
                      uri: direct
                      parameters:
                        name: a
                      steps:
                        - log: b
                """);

        assertThat(problems(folder))
                .isEqualTo("b.camel.yaml:3:12: Two routes receive from 'direct:a': this one and the"
                        + " one at a.camel.yaml:3:12. Give one of them another name.");
    }

    @Test
    void anUnreadableSettingsFileIsReported() {
        write(folder, "application.properties", "name=\\u00zz\n");
        write(folder, "a.camel.yaml", """
                - from:
                    uri: timer:x
                    steps:
                      - log: x
                """);

        assertThat(problems(folder)).startsWith("application.properties:1:1: application.properties cannot be read: ");
    }
}
