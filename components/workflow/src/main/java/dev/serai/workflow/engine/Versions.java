/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.store.StoreException;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.QueueRows.Unfinished;
import dev.serai.workflow.journal.VersionRows.Current;
import dev.serai.workflow.journal.VersionSources;
import dev.serai.workflow.journal.WorkflowDescription;
import dev.serai.workflow.version.DefinedVersion;
import dev.serai.workflow.version.DefinedVersions;
import dev.serai.workflow.version.VersionLoader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which versions of workflows a context has: those that new executions get, and those that executions under way began
 * with. Others are taken away. Thread-safe.
 */
public final class Versions {

    private static final Logger LOG = LoggerFactory.getLogger(Versions.class);

    /** A version that nothing needs is kept this long, so that one can go back to it. */
    private static final Duration KEPT_UNUSED = Duration.ofDays(30);

    private final DefinedVersions versions;
    private final WorkflowQueues queues;
    private final VersionLoader loader;
    private final Executor later;
    private final Map<String, VersionSources> announced = new ConcurrentHashMap<>();
    private final Map<String, String> defined = new ConcurrentHashMap<>();
    private volatile ExecutionTables tables;
    private volatile VersionNotes notes;
    private volatile boolean open;

    /** @param later runs what must not run while Camel starts a route */
    Versions(CamelContext camelContext, WorkflowQueues queues, Executor later) {
        this.versions = new DefinedVersions(camelContext);
        this.queues = queues;
        this.later = later;
        this.loader = new VersionLoader(camelContext);
    }

    /** The version that new executions get, by workflow. */
    public SortedMap<String, String> current() {
        return queues.current();
    }

    synchronized void useTables(ExecutionTables newTables) {
        tables = newTables;
        notes = new VersionNotes(newTables);
        open = false;
    }

    /** Notes the version that a workflow's route, as a context has it, makes up. */
    public String define(String workflow, RouteDefinition route) {
        DefinedVersion version = versions.of(route);
        keep(workflow, version);
        defined.put(workflow, version.sources().version());
        return version.sources().version();
    }

    private void keep(String workflow, DefinedVersion version) {
        String hash = version.sources().version();
        notes.keep(workflow, version, changed -> warnOfChanged(workflow, hash, changed));
    }

    private void warnOfChanged(String workflow, String hash, List<String> changed) {
        if (!changed.isEmpty() && tables.queue().isNeeded(workflow, hash)) {
            LOG.warn(
                    "Executions of workflow '{}' are under way on version {}, which uses classes that are others now: {}."
                            + " They go on with the classes as they are; 'serai workflows versions {}' counts them.",
                    workflow,
                    hash,
                    String.join(", ", changed),
                    workflow);
        }
    }

    /**
     * Loads a version and makes it the defined one when it starts: now, or with its context.
     *
     * @throws Exception when it cannot be loaded, as Camel says
     */
    public synchronized void define(String workflow, VersionSources sources) throws Exception {
        load(workflow, sources);
        defined.put(workflow, sources.version());
        if (queues.contains(workflow, sources.version())) {
            settle(workflow);
        }
    }

    /**
     * Makes a version the defined one whose route is made when an execution first needs it.
     *
     * @param settings as its route says
     * @param description as its route says
     * @return false when nothing is known of it, or executions get another version: then it is to be defined with its
     *     route
     */
    public synchronized boolean defineOnDemand(
            String workflow, VersionSources sources, WorkflowSettings settings, WorkflowDescription description) {
        String version = sources.version();
        boolean known = notes.current(workflow)
                .filter(current ->
                        current.defined().equals(version) && current.version().equals(version))
                .isPresent();
        if (!known) {
            return false;
        }
        queues.add(new WorkflowOnDemand(workflow, version, settings, description, () -> makeRoute(workflow, sources)));
        defined.put(workflow, version);
        queues.makeCurrent(workflow, version);
        return true;
    }

    private void makeRoute(String workflow, VersionSources sources) throws Exception {
        loader.load(workflow, sources);
    }

    /** Loads a version beside the others, when it is not there; new executions do not get it. */
    public synchronized void load(String workflow, VersionSources sources) throws Exception {
        if (!queues.contains(workflow, sources.version()) && !loader.isLoaded(workflow, sources.version())) {
            announced.put(key(workflow, sources.version()), sources);
            loader.load(workflow, sources);
        }
    }

    /** The version that the files define; empty when they define no workflow of that name. */
    public Optional<String> defined(String workflow) {
        return Optional.ofNullable(defined.get(workflow));
    }

    /** New executions are refused from now on; those under way go on. */
    public synchronized void withdraw(String workflow) {
        defined.remove(workflow);
        queues.withdraw(workflow);
    }

    /** Takes a version away at once that was loaded and never made the current one. */
    public synchronized void takeBack(String workflow, String version) {
        if (!queues.isCurrent(workflow, version) && !tables.queue().isNeeded(workflow, version)) {
            unload(workflow, version);
        }
    }

    /** Told when the route of a version has started. */
    void started(Workflow workflow, RouteDefinition route) {
        VersionSources sources = announced.remove(key(workflow.name(), workflow.version()));
        if (sources != null) {
            keep(workflow.name(), versions.of(route, sources));
        }
        if (workflow.version().equals(defined.get(workflow.name()))) {
            settle(workflow.name());
        }
    }

    /** Decides which version new executions get. */
    private void settle(String workflow) {
        String version = notes.define(workflow, defined.get(workflow));
        if (open && !Thread.holdsLock(this) && !queues.contains(workflow, version)) {
            // Camel starts a route that an application added, and lets nobody add another until it has.
            later.execute(() -> makeCurrent(workflow, version));
        } else if (open) {
            makeCurrent(workflow, version);
        } else if (queues.contains(workflow, version)) {
            nowCurrent(workflow, version);
        }
    }

    private void makeCurrent(String workflow, String version) {
        if (queues.contains(workflow, version) || ensureLoaded(workflow, version)) {
            nowCurrent(workflow, version);
        } else {
            LOG.error(
                    "New executions of workflow '{}' get the version that its files define, because version {}, to"
                            + " which it was rolled back, cannot be loaded.",
                    workflow,
                    version);
            nowCurrent(workflow, defined.get(workflow));
        }
    }

    /** What people see of the workflow, and starts from outside, follow the version that new executions get. */
    private void nowCurrent(String workflow, String version) {
        queues.makeCurrent(workflow, version);
        queues.find(workflow, version).map(WorkflowQueue::workflow).ifPresent(notes::describe);
    }

    /** Loads what executions under way need, and which version was chosen by a rollback. */
    synchronized void open() {
        open = true;
        notes.awaitAll();
        loadNeeded();
        for (String workflow : defined.keySet()) {
            notes.current(workflow)
                    .map(Current::version)
                    .filter(version -> !queues.isCurrent(workflow, version))
                    .ifPresent(version -> makeCurrent(workflow, version));
        }
        tables.versions().deleteUnused(tables.clock().now() - KEPT_UNUSED.toMillis());
    }

    /** Loads the versions that executions are on. */
    synchronized void loadNeeded() {
        for (Unfinished version : tables.queue().needy()) {
            if (!ensureLoaded(version.workflow(), version.version())) {
                LOG.error(
                        "{} executions of workflow '{}' began with version {} and wait until it can be loaded.",
                        version.count(),
                        version.workflow(),
                        version.version());
            }
        }
        for (Unfinished version : tables.aggregates().versions()) {
            if (!ensureLoaded(version.workflow(), version.version())) {
                LOG.error(
                        "{} groups of aggregate steps of workflow '{}' began with version {} and wait until it can be"
                                + " loaded.",
                        version.count(),
                        version.workflow(),
                        version.version());
            }
        }
    }

    /** Follows what another process was told, as long as it has the same files as this one. */
    synchronized void follow() {
        if (!open) {
            return;
        }
        notes.follow();
        defined.forEach((workflow, version) -> notes.current(workflow)
                .filter(current -> current.defined().equals(version))
                .map(Current::version)
                .filter(current -> !queues.isCurrent(workflow, current))
                .ifPresent(current -> makeCurrent(workflow, current)));
    }

    /** Loads a version from its kept sources, when it is not there; false, with the reason in the log, when it cannot. */
    synchronized boolean ensureLoaded(String workflow, String version) {
        if (queues.contains(workflow, version)) {
            return true;
        }
        Optional<VersionSources> sources = tables.versions().sources(workflow, version);
        if (sources.isEmpty()) {
            LOG.warn(
                    "Version {} of workflow '{}' is not kept, because a part of it came from no file. It is there again"
                            + " when the application that defines it runs.",
                    version,
                    workflow);
            return false;
        }
        try {
            loader.load(workflow, sources.get());
            LOG.info("Version {} of workflow '{}' is there for the executions that began with it.", version, workflow);
            return queues.contains(workflow, version);
        } catch (Exception e) {
            LOG.error("Version {} of workflow '{}' cannot be loaded: {}", version, workflow, e.getMessage());
            return false;
        }
    }

    /**
     * Gives new executions an earlier version, until the files change or it is taken back.
     *
     * @return what is wrong, or empty when it is done
     */
    synchronized Optional<String> rollBack(String workflow, String version) {
        if (!defined.containsKey(workflow)) {
            return Optional.of("There is no workflow '" + workflow + "'.");
        }
        if (!ensureLoaded(workflow, version)) {
            return Optional.of(
                    "Version " + version + " of workflow '" + workflow + "' cannot be loaded; the log says" + " why.");
        }
        notes.rollBack(workflow, version);
        nowCurrent(workflow, version);
        LOG.info("New executions of workflow '{}' get version {}.", workflow, version);
        return Optional.empty();
    }

    /** Takes versions away that are not current and that no execution is on. */
    synchronized void sweep() {
        try {
            for (Workflow idle : queues.idle()) {
                if (idle instanceof WorkflowOnDemand || loader.isLoaded(idle.name(), idle.version())) {
                    retire(idle);
                }
            }
        } catch (StoreException e) {
            LOG.debug("Versions that are not needed stay until the store can be read: {}", e.getMessage());
        }
    }

    private void retire(Workflow idle) {
        // From here no start gets it, so that what the store says stays true.
        if (!queues.retire(idle)) {
            return;
        }
        if (tables.queue().isNeeded(idle.name(), idle.version())) {
            queues.reinstate(idle);
        } else {
            unload(idle.name(), idle.version());
            // The route takes its queue along, when there is one.
            queues.remove(idle);
        }
    }

    private void unload(String workflow, String version) {
        try {
            loader.unload(workflow, version);
            LOG.debug("Version {} of workflow '{}' is not needed any more and was taken away.", version, workflow);
        } catch (Exception e) {
            LOG.warn("Version {} of workflow '{}' could not be taken away: {}", version, workflow, e.getMessage());
        }
    }

    private static String key(String workflow, String version) {
        return workflow + "@" + version;
    }
}
