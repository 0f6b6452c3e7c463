/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.store.StoreSettings;
import dev.serai.workflow.intervention.Operator;
import picocli.CommandLine.Option;

/** Who asks, for the history. */
final class OperatorName {

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who does it, for the history; by default the user (${DEFAULT-VALUE}).")
    private String name;

    Operator operator(StoreSettings store) {
        return new Operator(store, name);
    }
}
