/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.runtime.workspace.Workspace;
import java.util.List;
import java.util.Map;

/**
 * A workspace as the checks see it: its files, read once.
 *
 * @param workspace where the files lie
 * @param components what can be used
 * @param placeholders what the settings give
 * @param routeFiles the YAML routes, and the templates of the workspace's kamelets
 * @param elements what stands in them
 * @param kamelets the workspace's own and those on the class path
 * @param connectors the declared connectors by name
 * @param expressions which EIPs take expressions
 */
record WorkspaceModel(
        Workspace workspace,
        ComponentCatalog components,
        Placeholders placeholders,
        List<RouteFile> routeFiles,
        RouteElements elements,
        Kamelets kamelets,
        Map<String, DeclaredType> connectors,
        ExpressionElements expressions) {

    WorkspaceModel {
        routeFiles = List.copyOf(routeFiles);
        connectors = Map.copyOf(connectors);
    }
}
