/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.dsl.java.joor.JavaRoutesBuilderLoader;
import org.apache.camel.language.joor.CompilationUnit;
import org.apache.camel.language.joor.JavaJoorClassLoader;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceAware;

/**
 * Loads a workspace's Java files like Camel's own loader, but on top of the jars of its {@code lib/}: Camel's sees only
 * the classes that Camel itself was loaded with.
 */
final class WorkspaceJavaLoader extends JavaRoutesBuilderLoader {

    private final Workspace workspace;

    WorkspaceJavaLoader(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Tells each builder its file, as Camel's own loader does, so that its routes know what they were defined by. */
    @Override
    protected Collection<RoutesBuilder> doLoadRoutesBuilders(Collection<Resource> resources) throws Exception {
        Collection<RoutesBuilder> builders = super.doLoadRoutesBuilders(resources);
        for (RoutesBuilder builder : builders) {
            String file = builder.getClass().getSimpleName() + ".java";
            resources.stream()
                    .filter(resource -> resource.getLocation().endsWith("/" + file))
                    .findFirst()
                    .ifPresent(resource -> ((ResourceAware) builder).setResource(resource));
        }
        return builders;
    }

    @Override
    protected CompilationUnit.Result compileResources(Collection<Resource> resources) throws Exception {
        List<Path> sources = new ArrayList<>();
        for (Resource resource : resources) {
            sources.add(Path.of(resource.getURI()));
        }
        boolean ofTheWorkspace =
                sources.stream().allMatch(source -> workspace.folder().equals(source.getParent()));
        JavaCompilation compilation = ofTheWorkspace
                ? JavaCompilation.of(sources, workspace.libraries())
                : JavaCompilation.of(sources, workspace.libraries(), workspace.folder());
        if (!compilation.mistakes().isEmpty()) {
            throw new WorkspaceException("The Java files do not compile: " + compilation.mistakes());
        }
        Map<String, byte[]> classes = compilation.classes();
        CompiledClasses compiled =
                new CompiledClasses(classes, getCamelContext().getApplicationContextClassLoader());
        Map<String, Class<?>> types = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
            Class<?> type = compiled.loadClass(entry.getKey());
            if (ofTheWorkspace) {
                // By this class loader Camel finds the classes that YAML routes name.
                ((JavaJoorClassLoader) getCamelContext().getClassResolver().getClassLoader("JavaJoorClassLoader"))
                        .addClass(entry.getKey(), type, entry.getValue());
            }
            if (type.getNestHost() == type && (ofTheWorkspace || isRoutesOf(sources, type))) {
                types.put(entry.getKey(), type);
            }
        }
        return new Loaded(types, classes);
    }

    /** Of a version's copy of a file, only the routes count: beans stay what they are. */
    private static boolean isRoutesOf(List<Path> sources, Class<?> type) {
        return RoutesBuilder.class.isAssignableFrom(type)
                && sources.stream().anyMatch(source -> source.endsWith(type.getSimpleName() + ".java"));
    }

    /** What Camel's loader goes through: each top-level class, from which it makes routes and beans. */
    private static final class Loaded extends CompilationUnit.Result {

        private final Map<String, Class<?>> types;
        private final Map<String, byte[]> classes;

        Loaded(Map<String, Class<?>> types, Map<String, byte[]> classes) {
            this.types = types;
            this.classes = classes;
        }

        @Override
        public Class<?> getClass(String className) {
            return types.get(className);
        }

        @Override
        public byte[] getByteCode(String className) {
            return classes.get(className);
        }

        @Override
        public int size() {
            return types.size();
        }

        @Override
        public Set<String> getClassNames() {
            return types.keySet();
        }

        @Override
        public Set<String> getCompiledClassNames() {
            return classes.keySet();
        }
    }

    /** Defines classes from memory. */
    private static final class CompiledClasses extends ClassLoader {

        private final Map<String, byte[]> classes;

        CompiledClasses(Map<String, byte[]> classes, ClassLoader parent) {
            super("workspace-java", parent);
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        /** The class files, by which it is seen that a class is another one than it was. */
        @Override
        public InputStream getResourceAsStream(String name) {
            byte[] bytes = classes.get(name.replaceFirst("\\.class$", "").replace('/', '.'));
            return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
        }
    }
}
