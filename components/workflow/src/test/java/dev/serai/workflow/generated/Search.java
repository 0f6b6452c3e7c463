/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import dev.serai.workflow.TestStores;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/** Looks among random routes for one that a crash disturbs, and makes it as small as it can. */
final class Search {

    private static final int THREADS = 6;

    /** A folder in memory, where there is one: a crash that is played needs no disk. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private final long seed;
    private final Duration shrinking;
    private final int mostDeaths;

    /**
     * @param seed decides every route
     * @param shrinking for how long a counterexample is made smaller
     * @param mostDeaths at how many borders of a route executions die, at random where there are more
     */
    Search(long seed, Duration shrinking, int mostDeaths) {
        this.seed = seed;
        this.shrinking = shrinking;
        this.mostDeaths = mostDeaths;
    }

    /** The first counterexample among so many routes, made small. */
    Optional<Counterexample> among(int routes) {
        AtomicReference<Counterexample> counterexample = new AtomicReference<>();
        // Routes are made and shrunk on this thread alone, because a session belongs to a thread.
        JqwikSession.run(
                () -> counterexample.set(search(routes).map(this::shrunk).orElse(null)));
        return Optional.ofNullable(counterexample.get());
    }

    private Optional<Found> search(int routes) throws InterruptedException, ExecutionException {
        RandomGenerator<RouteModel> generator = RouteArbitraries.routes().generator(1_000, false);
        AtomicReference<Found> found = new AtomicReference<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Object>> trials = IntStream.range(0, routes)
                    .mapToObj(number -> {
                        Shrinkable<RouteModel> route = generator.next(new Random(seed + number));
                        RouteModel model = route.value();
                        return Executors.callable(() -> {
                            if (found.get() == null) {
                                problem(model, number)
                                        .ifPresent(why -> found.compareAndSet(null, new Found(number, route, why)));
                            }
                        });
                    })
                    .toList();
            for (Future<Object> trial : threads.invokeAll(trials)) {
                trial.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return Optional.ofNullable(found.get());
    }

    private Counterexample shrunk(Found first) {
        Instant end = Instant.now().plus(shrinking);
        Shrinkable<RouteModel> smallest = first.route;
        Throwable why = first.why;
        Iterator<Shrinkable<RouteModel>> smaller = smallest.shrink().iterator();
        while (smaller.hasNext() && Instant.now().isBefore(end)) {
            Shrinkable<RouteModel> candidate = smaller.next();
            Optional<Throwable> problem = problem(candidate.value(), first.number);
            if (problem.isPresent()) {
                smallest = candidate;
                why = problem.get();
                smaller = smallest.shrink().iterator();
            }
        }
        return new Counterexample(seed + first.number, first.route.value(), smallest.value(), why);
    }

    /** Why a route is a counterexample; empty when it is none. */
    private Optional<Throwable> problem(RouteModel route, int number) {
        Path directory = directory();
        try {
            Trial.run(route, directory, new Random(seed + number), mostDeaths);
            return Optional.empty();
        } catch (Exception | AssertionError e) {
            return Optional.of(e);
        } finally {
            TestStores.drop(directory);
            delete(directory);
        }
    }

    private static Path directory() {
        try {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "serai-trial")
                    : Files.createTempDirectory("serai-trial");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Found(int number, Shrinkable<RouteModel> route, Throwable why) {}

    /**
     * A route that a crash disturbs.
     *
     * @param seed that gives the route as the first one of a search
     */
    record Counterexample(long seed, RouteModel found, RouteModel smallest, Throwable why) {

        /** For the reader of a failed test: why, the route to paste, and how to get it again. */
        String describe() {
            return """
                    %s

                    The smallest route found of which this is true, after attempts=%d changes=%s:
                    %s
                    To have the route as it was found, run again with -Dserai.generator.seed=%d.
                    """.formatted(reason(), smallest.attempts(), smallest.changes(), smallest.yaml(), seed);
        }

        /** What no assertion says has the places that it came through. */
        private String reason() {
            if (why instanceof AssertionError) {
                return why.toString();
            }
            StringWriter text = new StringWriter();
            why.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }
}
