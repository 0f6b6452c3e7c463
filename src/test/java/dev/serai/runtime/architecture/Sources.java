/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The source folders of every module. A package-info without annotations leaves no class file. */
final class Sources {

    private Sources() {}

    static List<Path> roots() {
        // Maven runs a module's tests in its folder.
        Path runtime = Path.of("").toAbsolutePath();
        List<Path> roots = new ArrayList<>(List.of(runtime.resolve("main/java")));
        try (Stream<Path> components = Files.list(runtime.resolveSibling("components"))) {
            components.map(component -> component.resolve("src/main/java")).forEach(roots::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return roots;
    }

    static boolean describes(Path root, String packageName) {
        return Files.exists(root.resolve(packageName.replace('.', '/')).resolve("package-info.java"));
    }
}
