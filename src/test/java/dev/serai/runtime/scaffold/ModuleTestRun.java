/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.scaffold;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests of a module in the module's folder, as Maven would. */
final class ModuleTestRun implements TestExecutionListener {

    private final List<Outcome> outcomes = new ArrayList<>();

    private ModuleTestRun() {}

    /**
     * What came of a test.
     *
     * @param status SUCCESSFUL, ABORTED (skipped) or FAILED
     * @param reason why it was skipped or failed; empty for a success
     */
    record Outcome(String test, TestExecutionResult.Status status, String reason) {}

    /** @param arguments the folder of the test classes, a pattern of their names, and the file for the outcomes */
    public static void main(String... arguments) throws IOException {
        ModuleTestRun run = new ModuleTestRun();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClasspathRoots(Set.of(Path.of(arguments[0]))))
                                .filters(includeClassNamePatterns(arguments[1]))
                                .build(),
                        run);
        new ObjectMapper().writeValue(Path.of(arguments[2]).toFile(), run.outcomes);
        // Whatever a module leaves running must not keep this process.
        System.exit(0);
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        outcomes.add(new Outcome(test.getDisplayName(), TestExecutionResult.Status.ABORTED, reason));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        // A class that cannot be set up fails without any of its tests.
        if (test.isTest() || result.getStatus() == TestExecutionResult.Status.FAILED) {
            String reason = result.getThrowable().map(Throwable::toString).orElse("");
            outcomes.add(new Outcome(test.getDisplayName(), result.getStatus(), reason));
        }
    }
}
