/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide about databases is true: a driver's jar in lib/ is all that another database needs. */
class DriverJarTest {

    private static final Path GUIDE = Path.of("main/docs/databases.md");
    private static final Pattern FILE = Pattern.compile("(?ms)^```\\w+\\n(?:#|--) (\\S+)\\n(.*?)^```$");

    @TempDir
    private Path folder;

    @BeforeEach
    void writeTheWorkspaceOfTheGuide() throws IOException {
        Matcher files = FILE.matcher(Files.readString(GUIDE));
        while (files.find()) {
            // The database lies in the folder of the test, not in that of whoever runs it.
            String database = folder.resolve("data/stock").toString();
            TestWorkspaces.write(folder, files.group(1), files.group(2).replace("./data/stock", database));
        }
        TestWorkspaces.write(folder, "application.properties", "serai.dev = true\n");
        Files.createDirectories(folder.resolve("lib"));
        Files.copy(Path.of("target/drivers/h2.jar"), folder.resolve("lib/h2.jar"));
    }

    @Test
    void theDriverComesFromLibAlone() {
        assertThatThrownBy(() -> Class.forName("org.h2.Driver")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void routesReachADatabaseWhoseDriverIsNamed() throws Exception {
        requireThatStockIsKept();
    }

    @Test
    void routesReachADatabaseWhoseDriverAnnouncesItself() throws Exception {
        Path file = folder.resolve("connectors.yaml");
        Files.writeString(file, Files.readString(file).replaceAll("(?m)^ +driver: .*\\n", ""));
        assertThat(file).content().doesNotContain("driver");

        requireThatStockIsKept();
    }

    private void requireThatStockIsKept() throws Exception {
        try (WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of())) {
            runtime.start();
            ProducerTemplate template = runtime.camelContext().createProducerTemplate();
            template.requestBody("direct:arrival", Map.of("article", "pear", "amount", 7));

            assertThat(template.requestBody("direct:amount", Map.of("article", "pear")))
                    .isEqualTo(Map.of("AMOUNT", 7));
        }
    }

    @Test
    void aJarThatIsNotThereIsAskedFor() throws Exception {
        Files.delete(folder.resolve("lib/h2.jar"));

        CommandRun run = CommandRun.of("connectors", "test", folder.toString());

        assertThat(run.code()).isNotZero();
        assertThat(run.out() + run.err())
                .contains("There is no class org.h2.Driver, which connection.driver names.")
                .contains("Put the driver's jar into the workspace's lib/");
    }

    @Test
    void connectorsAreTestedWithTheDriver() throws Exception {
        CommandRun run = CommandRun.of("connectors", "test", folder.toString());

        assertThat(run.out()).contains("H2 2.");
        assertThat(run.code()).isZero();
    }

    @Test
    void theTablesAreDescribed() {
        CommandRun run = CommandRun.of("connectors", "describe", "stock-db", folder);

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("Found: table STOCK")
                .containsPattern("ARTICLE +CHARACTER VARYING\\(20\\) +primary key; not null")
                .containsPattern("AMOUNT +INTEGER +not null");
    }
}
