/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.runtime.http.decision.RouteThread;
import dev.serai.runtime.workspace.Workspace;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Finds everything that is wrong in a workspace. Starts nothing and connects to nothing. */
public final class WorkspaceValidator {

    private final UnaryOperator<String> environment;

    /** Looks environment variables up in the environment of this process. */
    public WorkspaceValidator() {
        this(System::getenv);
    }

    /** @param environment gives a variable's value by name, or null when it is not set */
    public WorkspaceValidator(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    /** Loads what any validation needs, on the thread of whoever has something else to do meanwhile. */
    public static void prepare() {
        RouteSchema.ofCamel();
    }

    /**
     * Reads every file of the workspace and checks it.
     *
     * @param classLoader knows the components that can be used: the runtime's and the workspace's {@code lib/}
     */
    public ValidationReport validate(Workspace workspace, ClassLoader classLoader) {
        Problems problems = new Problems();
        WorkspaceModel model = new WorkspaceModelReader(workspace, classLoader, environment, problems).read();
        try (CamelModel camel = new CamelModel(new Properties())) {
            for (Check check : checks(camel)) {
                check.check(model, problems);
            }
        }
        return new ValidationReport(problems.sorted(), problems.sortedWarnings(), files(workspace), components(model));
    }

    /**
     * Says on which thread each route of the YAML files that answers HTTP requests will run, and why. Routes in Java are
     * only known at the start.
     *
     * @param workspace one without mistakes
     * @param classLoader knows the components that can be used: the runtime's and the workspace's {@code lib/}
     */
    public List<RouteThread> explain(Workspace workspace, ClassLoader classLoader) {
        WorkspaceModel model = new WorkspaceModelReader(workspace, classLoader, environment, new Problems()).read();
        return ThreadExplanation.of(model, workspace.properties());
    }

    private static Set<String> components(WorkspaceModel model) {
        Set<String> schemes = new HashSet<>();
        model.elements().endpoints().forEach(use -> EndpointUri.parse(use, model.placeholders())
                .ifPresent(uri -> schemes.add(uri.scheme())));
        boolean restService = model.routeFiles().stream()
                .flatMap(file -> file.items().stream())
                .anyMatch(item -> item.entries() != null && item.entries().containsKey("rest"));
        if (restService) {
            schemes.add("rest");
        }
        return schemes;
    }

    private List<Check> checks(CamelModel camel) {
        return List.of(
                new SchemaCheck(RouteSchema.ofCamel()),
                new StepCheck(),
                new RouteCheck(),
                new EndpointCheck(),
                new ConnectorEndpointCheck(),
                new KameletUseCheck(),
                new ScheduleCheck(),
                new PlaceholderCheck(),
                new LanguageCheck(camel),
                new DataFormatCheck(),
                new ConnectorsFileCheck(environment),
                new JavaCheck(),
                new HttpThreadsCheck(),
                new DurabilityCheck(camel));
    }

    private static int files(Workspace workspace) {
        return workspace.yamlRoutes().size()
                + workspace.javaRoutes().size()
                + workspace.kamelets().size()
                + (workspace.connectorsFile().isPresent() ? 1 : 0)
                + (workspace.propertiesFile().isPresent() ? 1 : 0);
    }
}
