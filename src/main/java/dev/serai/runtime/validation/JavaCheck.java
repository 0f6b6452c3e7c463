/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.SourceLocation;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the workspace's Java files, and throws the classes away. */
final class JavaCheck implements Check {

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        List<Path> sources = model.workspace().javaRoutes();
        if (sources.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            problems.add(
                    new SourceLocation(model.workspace().relative(sources.get(0)), 1, 1),
                    "Java routes need a JDK, but this Java has no compiler. Point JAVA_HOME to a JDK.");
            return;
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                        compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8);
                Discarding discarding = new Discarding(files)) {
            compiler.getTask(
                            null,
                            discarding,
                            diagnostics,
                            List.of("-proc:none", "-classpath", classPath(model), "-Xlint:none"),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                report(model, sources, diagnostic, problems);
            }
        }
    }

    private static void report(
            WorkspaceModel model,
            List<Path> sources,
            Diagnostic<? extends JavaFileObject> diagnostic,
            Problems problems) {
        Path source = diagnostic.getSource() == null
                ? sources.get(0)
                : Path.of(diagnostic.getSource().toUri());
        // The compiler's lines: what is wrong, then symbol and place.
        String message = diagnostic
                .getMessage(Locale.ENGLISH)
                .lines()
                .map(line -> line.trim().replaceAll("\\s+", " "))
                .collect(Collectors.joining("; "));
        problems.add(
                new SourceLocation(
                        model.workspace().relative(source), (int) Math.max(1, diagnostic.getLineNumber()), (int)
                                Math.max(1, diagnostic.getColumnNumber())),
                "This does not compile: " + message + ".");
    }

    private static String classPath(WorkspaceModel model) {
        List<String> entries = new ArrayList<>();
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .forEach(entries::add);
        model.workspace().libraries().forEach(jar -> entries.add(jar.toString()));
        return String.join(File.pathSeparator, entries);
    }

    /** Takes the class files and keeps none. */
    private static final class Discarding extends ForwardingJavaFileManager<JavaFileManager> {

        Discarding(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("discarded:///" + className.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream();
                }
            };
        }
    }
}
