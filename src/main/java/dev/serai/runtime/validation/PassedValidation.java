/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.runtime.workspace.Workspace;
import dev.serai.store.PrivateFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That a workspace was found right, kept for its next start: a third of a start is validation, which says the same as long
 * as all that it looks at is the same. That is what {@link ValidatedState} has a digest of.
 */
public final class PassedValidation {

    private static final Logger LOG = LoggerFactory.getLogger(PassedValidation.class);

    private static final String FILE = "validated";

    private final ValidatedState state;
    private final Path file;
    private final Optional<String> digest;

    private PassedValidation(ValidatedState state, Path file) {
        this.state = state;
        this.file = file;
        this.digest = state.digest();
    }

    /** Looks at a workspace as it is now, in this process. */
    public static PassedValidation of(Workspace workspace) {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return of(workspace, classPath, System.getenv());
    }

    static PassedValidation of(Workspace workspace, List<Path> classPath, Map<String, String> environment) {
        return new PassedValidation(
                new ValidatedState(workspace, classPath, environment, System.getProperties()),
                workspace.ownFolder().resolve(FILE));
    }

    /** What {@link ValidationReport#components()} were when this state was found right; empty when it never was. */
    public Optional<Set<String>> components() {
        if (digest.isEmpty() || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            return !lines.isEmpty() && lines.get(0).equals(digest.get())
                    ? Optional.of(Set.copyOf(lines.subList(1, lines.size())))
                    : Optional.empty();
        } catch (IOException e) {
            LOG.debug("{} cannot be read, so that the workspace is validated", file, e);
            return Optional.empty();
        }
    }

    /**
     * Remembers that this state was found right, unless a file has changed meanwhile. A workspace that cannot be written to
     * is validated at each start.
     */
    public void keep(Set<String> components) {
        if (digest.isEmpty() || !digest.equals(state.digest())) {
            return;
        }
        List<String> lines = new ArrayList<>(List.of(digest.get()));
        lines.addAll(components);
        try {
            PrivateFolder.make(file.getParent());
            Path aside = Files.createTempFile(file.getParent(), FILE, null);
            Files.write(aside, lines);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.debug("{} cannot be written, so that the next start validates again", file, e);
        }
    }
}
