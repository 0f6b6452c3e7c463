/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/** Skips what a connector cannot be held to, and writes down what came of the rest. */
final class ConformanceExtension implements BeforeEachCallback, AfterAllCallback, TestWatcher {

    private static final Namespace NAMESPACE = Namespace.create(ConformanceExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        ConnectorConformance suite = (ConnectorConformance) context.getRequiredTestInstance();
        result(context).about(suite);
        Needs needs = context.getRequiredTestMethod().getAnnotation(Needs.class);
        if (needs == null) {
            return;
        }
        for (Behaviour behaviour : needs.value()) {
            String reason = suite.lacking().get(behaviour);
            if (reason != null) {
                throw new TestAbortedException("Lacks " + behaviour + ": " + reason);
            }
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        result(context).add(context.getRequiredTestMethod().getName(), "passed");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        result(context).add(context.getRequiredTestMethod().getName(), "failed: " + cause.getMessage());
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        result(context).add(context.getRequiredTestMethod().getName(), "skipped: " + cause.getMessage());
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        result(context).add(context.getRequiredTestMethod().getName(), "skipped: " + reason.orElse("disabled"));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        result(context).write();
    }

    private static ConformanceResult result(ExtensionContext context) {
        ExtensionContext home =
                context.getTestMethod().isPresent() ? context.getParent().orElseThrow() : context;
        return home.getStore(NAMESPACE)
                .getOrComputeIfAbsent("result", key -> new ConformanceResult(), ConformanceResult.class);
    }
}
