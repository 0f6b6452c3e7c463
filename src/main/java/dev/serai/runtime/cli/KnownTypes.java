/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.registry.ConnectorTypes;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceClassLoader;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The types of connector that can be declared: the runtime's, and with a workspace those of the jars in its lib/. */
final class KnownTypes implements Closeable {

    private final Optional<WorkspaceClassLoader> classLoader;

    /** @param workspace null for the runtime's own types */
    KnownTypes(Workspace workspace) {
        classLoader = Optional.ofNullable(workspace).map(WorkspaceClassLoader::open);
    }

    ConnectorTypes types() {
        return ConnectorTypes.of(
                classLoader.<ClassLoader>map(loader -> loader).orElseGet(KnownTypes.class::getClassLoader));
    }

    @Override
    public void close() throws IOException {
        if (classLoader.isPresent()) {
            classLoader.get().close();
        }
    }
}
