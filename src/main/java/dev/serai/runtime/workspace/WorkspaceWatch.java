/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import dev.serai.workflow.ReloadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Reloads files of a workspace that change while it runs. It is asked to look now and then, by one thread: a file system
 * of a container or a network tells of no changes.
 */
public final class WorkspaceWatch {

    private final WorkspaceRuntime runtime;
    private final Consumer<String> report;
    private Map<Path, Look> applied;
    private Map<Path, Look> seen;
    private Map<Path, Look> failed;

    /** @param report gets a line for people about each reload and each that failed */
    public WorkspaceWatch(WorkspaceRuntime runtime, Consumer<String> report) {
        this.runtime = runtime;
        this.report = report;
        this.applied = look();
        this.seen = applied;
    }

    /** Reloads what has changed and was the same at two looks, so that no file is read that is half written. */
    public void lookForChanges() {
        Map<Path, Look> now = look();
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(applied) || now.equals(failed)) {
            return;
        }
        Set<Path> changed = new TreeSet<>(applied.keySet());
        changed.addAll(now.keySet());
        Map<Path, Look> before = applied;
        changed.removeIf(file -> now.containsKey(file) && now.get(file).equals(before.get(file)));
        // Tried once: what is wrong is not said again and again, and the next change brings all of it.
        try {
            Set<String> workflows = runtime.reload(changed);
            applied = now;
            report.accept("Reloaded " + names(changed)
                    + (workflows.isEmpty() ? "." : "; new versions: " + String.join(", ", workflows) + "."));
        } catch (ValidationException | ReloadException e) {
            failed = now;
            report.accept("Not reloaded: " + e.getMessage());
        }
    }

    private String names(Set<Path> files) {
        return String.join(
                ", ", files.stream().map(runtime.workspace()::relative).toList());
    }

    private Map<Path, Look> look() {
        Map<Path, Look> looks = new HashMap<>();
        for (Path file : runtime.workspace().definitions()) {
            try {
                looks.put(file, new Look(Files.getLastModifiedTime(file).toMillis(), Files.size(file)));
            } catch (IOException e) {
                // It went away in between; the next look knows.
            }
        }
        return looks;
    }

    private record Look(long modified, long size) {}
}
