/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.workflow.engine.Versions;
import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.journal.VersionSources;
import dev.serai.workflow.version.DefinedFiles;
import dev.serai.workflow.version.OtherRoutes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds files with routes to a context in such a way that they can be changed while it runs. Workflows are loaded as
 * versions, with what they reach, under names of their own; all other routes go by the names that the files give them.
 *
 * <p>{@link #load} is called once, before the context starts; then {@link #reload} as often as files change. Thread-safe.
 */
public final class WorkflowDefinitions {

    private static final Logger LOG = LoggerFactory.getLogger(WorkflowDefinitions.class);

    private final CamelContext camelContext;
    private final Versions versions;
    private final OtherRoutes others;
    private DefinedFiles files;

    private WorkflowDefinitions(CamelContext camelContext) {
        this.camelContext = camelContext;
        this.versions = WorkflowEngine.of(camelContext).versions();
        this.others = new OtherRoutes(camelContext);
        this.files = DefinedFiles.none(camelContext);
    }

    /** The definitions of a context. */
    public static synchronized WorkflowDefinitions of(CamelContext camelContext) {
        var extension = camelContext.getCamelContextExtension();
        WorkflowDefinitions definitions = extension.getContextPlugin(WorkflowDefinitions.class);
        if (definitions == null) {
            definitions = new WorkflowDefinitions(camelContext);
            extension.addContextPlugin(WorkflowDefinitions.class, definitions);
        }
        return definitions;
    }

    /**
     * Adds what files define.
     *
     * @param resources route files, and kamelets when they are to be reloaded too
     * @throws Exception when one cannot be loaded, as Camel says
     */
    public synchronized void load(Collection<Resource> resources) throws Exception {
        files = files.with(resources);
        for (Map.Entry<String, VersionSources> workflow : files.workflows().entrySet()) {
            versions.define(workflow.getKey(), workflow.getValue());
        }
        others.add(files);
    }

    /**
     * Like {@link #load}, for files with which a context has started before, in the same environment: the route of a
     * workflow that the store knows is made when an execution first needs it. An execution whose route cannot be made
     * then waits in the store until the next start, which the log says.
     *
     * @throws Exception when a file cannot be loaded, as Camel says
     */
    public synchronized void loadOnDemand(Collection<Resource> resources) throws Exception {
        // Which workflows the store knows is asked before the context starts.
        ServiceHelper.startService(camelContext.getComponent("workflow"));
        files = files.with(resources);
        Map<String, RouteDefinition> routes = files.routesOfWorkflows();
        for (Map.Entry<String, VersionSources> workflow : files.workflows().entrySet()) {
            VersionSources sources = workflow.getValue();
            RouteDefinition route = routes.get(workflow.getKey());
            WorkflowEndpoint endpoint =
                    camelContext.getEndpoint(route.getInput().getEndpointUri(), WorkflowEndpoint.class);
            if (!versions.defineOnDemand(
                    workflow.getKey(),
                    sources,
                    endpoint.getWorkflow().settings(),
                    endpoint.getDescription().describe(route))) {
                versions.define(workflow.getKey(), sources);
            }
        }
        others.add(files);
    }

    /**
     * Applies changes of files, all or none of them. Executions under way go on with the version that they began with;
     * new ones get the new version as soon as all of it is there. Other routes that changed end what they have begun, and
     * are replaced. A workflow that is in no file any more refuses new executions.
     *
     * @param changed the files that changed; one that does not exist any more defines nothing
     * @return the workflows that have another version now
     * @throws ReloadException when a file cannot be loaded; then nothing has changed
     */
    public synchronized Set<String> reload(Collection<Resource> changed) {
        Map<String, VersionSources> before = files.workflows();
        Map<String, VersionSources> loaded = new LinkedHashMap<>();
        try {
            DefinedFiles next = files.with(changed);
            Map<String, VersionSources> after = next.workflows();
            for (Map.Entry<String, VersionSources> workflow : after.entrySet()) {
                if (!workflow.getValue().equals(before.get(workflow.getKey()))) {
                    loaded.put(workflow.getKey(), workflow.getValue());
                    versions.load(workflow.getKey(), workflow.getValue());
                }
            }
            others.tryOut(files, next);
            apply(before, after);
            try {
                others.replace(files, next);
            } catch (Exception e) {
                apply(after, before);
                throw e;
            }
            files = next;
            Set<String> different = new TreeSet<>(loaded.keySet());
            before.keySet().stream().filter(name -> !after.containsKey(name)).forEach(different::add);
            return different;
        } catch (Exception e) {
            loaded.forEach((workflow, sources) -> versions.takeBack(workflow, sources.version()));
            throw new ReloadException("Nothing was reloaded: " + reason(e), e);
        }
    }

    private void apply(Map<String, VersionSources> before, Map<String, VersionSources> after) throws Exception {
        for (String workflow : before.keySet()) {
            if (!after.containsKey(workflow)) {
                versions.withdraw(workflow);
                LOG.info("Workflow '{}' is in no file any more; its executions go on.", workflow);
            }
        }
        for (Map.Entry<String, VersionSources> workflow : after.entrySet()) {
            if (!workflow.getValue().equals(before.get(workflow.getKey()))) {
                versions.define(workflow.getKey(), workflow.getValue());
                LOG.info(
                        "New executions of workflow '{}' get version {}.",
                        workflow.getKey(),
                        workflow.getValue().version());
            }
        }
    }

    /** The innermost message says what is wrong in the file. */
    private static String reason(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause.getMessage()).orElse(cause.toString());
    }
}
