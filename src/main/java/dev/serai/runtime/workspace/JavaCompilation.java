/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
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

/** Java files compiled together, in memory, against the runtime and the jars of a workspace. */
public final class JavaCompilation {

    private final Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    private JavaCompilation() {}

    /**
     * A place that does not compile.
     *
     * @param line from 1
     * @param column from 1
     * @param message the compiler's, on one line
     */
    public record Mistake(Path file, int line, int column, String message) {}

    /**
     * Compiles.
     *
     * @throws WorkspaceException when this Java has no compiler
     */
    public static JavaCompilation of(List<Path> sources, List<Path> libraries) {
        return of(sources, libraries, List.of());
    }

    /**
     * Compiles, with what the sources use of the Java files in a folder.
     *
     * @throws WorkspaceException when this Java has no compiler
     */
    static JavaCompilation of(List<Path> sources, List<Path> libraries, Path folder) {
        return of(sources, libraries, List.of("-sourcepath", folder.toString()));
    }

    private static JavaCompilation of(List<Path> sources, List<Path> libraries, List<String> furtherOptions) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new WorkspaceException(
                    "Java routes need a JDK, but this Java has no compiler. Point JAVA_HOME to a JDK.");
        }
        JavaCompilation compilation = new JavaCompilation();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                        compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8);
                InMemory memory = compilation.new InMemory(files)) {
            List<String> options = new ArrayList<>(furtherOptions);
            options.addAll(List.of("-proc:none", "-parameters", "-Xlint:none", "-classpath", classPath(libraries)));
            compiler.getTask(null, memory, diagnostics, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .forEach(diagnostic -> compilation.mistakes.add(mistake(diagnostic, sources)));
        return compilation;
    }

    /** What does not compile; empty when everything does. */
    public List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    /** The compiled classes by name, nested ones included. */
    public Map<String, byte[]> classes() {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        classes.forEach((name, stream) -> bytes.put(name, stream.toByteArray()));
        return bytes;
    }

    private static Mistake mistake(Diagnostic<? extends JavaFileObject> diagnostic, List<Path> sources) {
        Path file = diagnostic.getSource() == null
                ? sources.get(0)
                : Path.of(diagnostic.getSource().toUri());
        // The compiler's lines: what is wrong, then symbol and place.
        String message = diagnostic
                .getMessage(Locale.ENGLISH)
                .lines()
                .map(line -> line.trim().replaceAll("\\s+", " "))
                .collect(Collectors.joining("; "));
        return new Mistake(
                file,
                (int) Math.max(1, diagnostic.getLineNumber()),
                (int) Math.max(1, diagnostic.getColumnNumber()),
                message);
    }

    private static String classPath(List<Path> libraries) {
        List<String> entries = new ArrayList<>(List.of(System.getProperty("java.class.path")));
        libraries.forEach(jar -> entries.add(jar.toString()));
        return String.join(File.pathSeparator, entries);
    }

    /** Keeps the class files that the compiler writes. */
    private final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

        InMemory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return classes.computeIfAbsent(className, name -> new ByteArrayOutputStream());
                }
            };
        }
    }
}
