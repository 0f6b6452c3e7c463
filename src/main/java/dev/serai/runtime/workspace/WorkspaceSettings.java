/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** The settings of a workspace, read where Camel reads them: system properties, environment, the workspace's file. */
final class WorkspaceSettings {

    private final Properties file;

    WorkspaceSettings(Workspace workspace) {
        file = workspace.properties();
    }

    /** A setting by its name; empty when there is none. */
    Optional<String> find(String name) {
        return outside(name).or(() -> inFile(name));
    }

    /** What the workspace's file says. */
    Optional<String> inFile(String name) {
        return Optional.ofNullable(file.getProperty(name));
    }

    /** What was said to this process alone. */
    Optional<String> outside(String name) {
        String variable =
                System.getenv(name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
        return Optional.ofNullable(System.getProperty(name, variable));
    }
}
