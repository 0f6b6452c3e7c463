/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.observation.OperationObserver;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Each observer works without the library of the other. */
class AbsentLibrariesTest {

    @Test
    void withoutMicrometerAndOpenTelemetryNothingIsObserved() throws Exception {
        try (URLClassLoader bare = classPathWithout("micrometer", "opentelemetry")) {
            assertThat(observers(bare)).isEqualTo(0);
        }
    }

    @Test
    void eachWorksWithoutTheOther() throws Exception {
        try (URLClassLoader metrics = classPathWithout("opentelemetry");
                URLClassLoader traces = classPathWithout("micrometer")) {
            assertThat(observers(metrics)).isEqualTo(1);
            assertThat(observers(traces)).isEqualTo(1);
        }
    }

    /** How many observers a context has whose registry holds whatever is on that class path. */
    private static int observers(ClassLoader classPath) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classPath);
        try {
            return (int) classPath
                    .loadClass(Probe.class.getName())
                    .getMethod("observers")
                    .invoke(null);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URLClassLoader classPathWithout(String... libraries) {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Arrays.stream(libraries)
                        .noneMatch(library ->
                                Path.of(entry).getFileName().toString().contains(library)))
                .map(AbsentLibrariesTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Runs inside the other class path. */
    public static final class Probe {

        private Probe() {}

        public static int observers() throws Exception {
            CamelContext context = new DefaultCamelContext();
            bind(context, "io.micrometer.core.instrument.simple.SimpleMeterRegistry");
            if (present("io.opentelemetry.api.trace.TracerProvider")) {
                Object provider = Class.forName("io.opentelemetry.api.trace.TracerProvider")
                        .getMethod("noop")
                        .invoke(null);
                context.getRegistry()
                        .bind(
                                "tracer",
                                Class.forName("io.opentelemetry.api.trace.TracerProvider")
                                        .getMethod("get", String.class)
                                        .invoke(provider, "test"));
            }
            return (int) ServiceLoader.load(OperationObserver.Factory.class, Probe.class.getClassLoader()).stream()
                    .map(factory -> factory.get().create(context))
                    .filter(Optional::isPresent)
                    .count();
        }

        private static void bind(CamelContext context, String className) throws Exception {
            if (present(className)) {
                context.getRegistry()
                        .bind(
                                className,
                                Class.forName(className).getConstructor().newInstance());
            }
        }

        private static boolean present(String className) {
            try {
                Class.forName(className);
                return true;
            } catch (ClassNotFoundException e) {
                return false;
            }
        }
    }
}
