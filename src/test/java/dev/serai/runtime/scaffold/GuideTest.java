/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.runtime.cli.CommandRun;
import dev.serai.runtime.scaffold.ModuleTestRun.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult.Status;

/** The guide in {@code components/README.md} works when it is followed. What it leaves to Maven is built without it. */
class GuideTest {

    @TempDir
    private Path folder;

    @Test
    void whoeverFollowsItHasAConnector() throws Exception {
        Guide guide = new Guide();
        GeneratedModule module = new GeneratedModule(folder.resolve("acme-crm"));
        List<String> described = new ArrayList<>();
        int changes = 0;
        List<List<Outcome>> builds = new ArrayList<>();
        for (String command : guide.commands()) {
            switch (command) {
                case "./serai new connector acme-crm" ->
                    assertDone("new", "connector", "acme-crm", "--directory", module.directory());
                case "cd acme-crm" -> assertThat(module.directory()).isDirectory();
                case "../mvnw test -Dtest=AcmeCrmPageTest -Dserai.pages.write=true" -> {
                    changes = guide.change(module);
                    assertThat(changes).isGreaterThanOrEqualTo((int) guide.javaBlocks());
                    module.test(".*AcmeCrmPageTest", "-Dserai.pages.write=true");
                }
                case "../mvnw verify" -> {
                    // NewConnectorTest verifies a module as it is made.
                    if (changes > 0) {
                        builds.add(module.verify());
                    }
                }
                case "mkdir -p example/lib" ->
                    Files.createDirectories(module.directory().resolve("example/lib"));
                case "cp target/acme-crm-1.0.0-SNAPSHOT.jar example/lib" ->
                    module.jar(module.directory().resolve("example/lib/acme-crm-1.0.0-SNAPSHOT.jar"));
                case "../serai connectors describe acme-crm example" ->
                    described.add(assertDone(
                            "connectors",
                            "describe",
                            "acme-crm",
                            module.directory().resolve("example")));
                default -> throw new AssertionError("The guide has a command that this test does not run: " + command);
            }
        }

        assertThat(builds).singleElement().satisfies(outcomes -> assertThat(outcomes)
                .noneMatch(one -> one.status() == Status.FAILED)
                .anyMatch(one -> is(one, "aChangeWithTheSameKeyIsMadeOnce()", Status.SUCCESSFUL)));
        assertThat(described).hasSize(1).allSatisfy(text -> assertThat(text)
                .contains("append", "connectTimeout", "SERAI-ACMECRM-007"));
        assertThat(module.directory().resolve("README.md"))
                .content()
                .contains("| `append` |", "| `options.connectTimeout` |", "| `SERAI-ACMECRM-007` |");
    }

    private static boolean is(Outcome outcome, String test, Status status) {
        return outcome.test().equals(test) && outcome.status() == status;
    }

    private static String assertDone(Object... command) {
        CommandRun run = CommandRun.of(command);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return run.out();
    }
}
