/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import dev.serai.runtime.validation.PassedValidation;
import dev.serai.runtime.validation.ValidationReport;
import dev.serai.runtime.validation.WorkspaceValidator;
import dev.serai.workflow.WorkflowDefinitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a workspace. One runtime runs one workspace once: {@link #start()}, then {@link #stop()}. Stopping is
 * thread-safe and may be repeated; the rest is called by one thread.
 */
public final class WorkspaceRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceRuntime.class);
    private static final Pattern HTTP_IN_JAVA = Pattern.compile("platform-http:|\\brest\\(");

    private final Workspace workspace;
    private final List<RuntimeExtension> extensions;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private WorkspaceClassLoader classLoader;
    private WorkspaceMain main;

    /** @param extensions take part in its life, in this order; they are told of the stop in the opposite order */
    public WorkspaceRuntime(Workspace workspace, List<RuntimeExtension> extensions) {
        this.workspace = workspace;
        this.extensions = List.copyOf(extensions);
    }

    /**
     * Validates the workspace and starts all of it. When that fails, nothing is left running.
     *
     * @throws ValidationException when anything in the files is wrong
     * @throws WorkspaceException when the workspace is right, but cannot be started; the message says why
     */
    public synchronized void start() {
        if (classLoader != null) {
            throw new IllegalStateException("This runtime was started before.");
        }
        workspace.requireRoutes();
        classLoader = WorkspaceClassLoader.open(workspace);
        Preparation.begin();
        Thread thread = Thread.currentThread();
        ClassLoader callers = thread.getContextClassLoader();
        thread.setContextClassLoader(classLoader);
        try {
            PassedValidation passed = PassedValidation.of(workspace);
            Optional<Set<String>> found = passed.components();
            Preparation.awaitLogging();
            Set<String> components = found.orElseGet(this::validate);
            boolean http = needsHttp(components);
            if (http) {
                HttpAddress.of(workspace).requireFree();
            }
            main = new WorkspaceMain(workspace, classLoader, extensions, http, found.isPresent());
            main.init();
            main.start();
            for (RuntimeExtension extension : extensions) {
                extension.started(main.getCamelContext(), workspace);
            }
            if (found.isEmpty()) {
                passed.keep(components);
            }
        } catch (WorkspaceException e) {
            stop();
            throw e;
        } catch (Exception e) {
            stop();
            throw new WorkspaceException(StartFailure.explain(e), e);
        } finally {
            thread.setContextClassLoader(callers);
        }
    }

    /**
     * Applies changed files of {@link Workspace#definitions()}, all or none. Executions under way go on with the version
     * that they began with.
     *
     * @param changed the files that changed, came or went
     * @return the workflows that have another version now
     * @throws ValidationException when anything in the files of the workspace is wrong
     * @throws dev.serai.workflow.ReloadException when they cannot be loaded
     */
    public synchronized Set<String> reload(Collection<Path> changed) {
        validate();
        ResourceLoader loader = PluginHelper.getResourceLoader(camelContext());
        List<Resource> resources = changed.stream()
                .map(file -> loader.resolveResource("file:" + file))
                .toList();
        Thread thread = Thread.currentThread();
        ClassLoader callers = thread.getContextClassLoader();
        thread.setContextClassLoader(classLoader);
        try {
            return WorkflowDefinitions.of(camelContext()).reload(resources);
        } finally {
            thread.setContextClassLoader(callers);
        }
    }

    /** The running context. */
    public CamelContext camelContext() {
        return main.getCamelContext();
    }

    public Workspace workspace() {
        return workspace;
    }

    /** Waits until {@link #stop()} has done its work. */
    public void awaitShutdown() throws InterruptedException {
        stopped.await();
    }

    /** Stops everything, within ten seconds. Calling it again does nothing. */
    public synchronized void stop() {
        if (stopped.getCount() == 0) {
            return;
        }
        try {
            if (main != null && main.getCamelContext() != null) {
                tellExtensions();
                main.getCamelContext().stop();
                main.stop();
            }
            for (int i = extensions.size() - 1; i >= 0; i--) {
                extensions.get(i).stopped();
            }
            if (classLoader != null) {
                classLoader.close();
            }
        } catch (IOException e) {
            LOG.debug("A jar of the workspace did not close cleanly", e);
        } finally {
            stopped.countDown();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void tellExtensions() {
        for (int i = extensions.size() - 1; i >= 0; i--) {
            try {
                extensions.get(i).stopping(main.getCamelContext(), workspace);
            } catch (Exception e) {
                LOG.warn("A part of the runtime did not stop cleanly: {}", e.getMessage(), e);
            }
        }
    }

    /** Gives back the components that its endpoints need. */
    private Set<String> validate() {
        Preparation.ofValidation();
        ValidationReport report = new WorkspaceValidator().validate(workspace, classLoader);
        if (!report.valid()) {
            throw new ValidationException(report.problems());
        }
        return report.components();
    }

    /** The HTTP server is only started for a workspace that answers requests. */
    private boolean needsHttp(Set<String> components) {
        return components.contains("platform-http")
                || components.contains("rest")
                || workspace.javaRoutes().stream().anyMatch(WorkspaceRuntime::mentionsHttp);
    }

    private static boolean mentionsHttp(Path file) {
        try {
            return HTTP_IN_JAVA.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
