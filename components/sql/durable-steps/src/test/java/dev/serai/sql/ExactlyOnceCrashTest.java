/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.store.Failpoint;
import dev.serai.store.SqliteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A durable workflow in a process of its own that is killed: between the commit of a change and the record of its step,
 * and at random instants.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ExactlyOnceCrashTest {

    /** Where the changes go. */
    enum Place {
        SQLITE,
        /** The file in which the workflows themselves are recorded. */
        STORE,
        H2,
        POSTGRESQL,
        MARIADB
    }

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private String declaration;

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    private void prepare(Place place) throws Exception {
        Files.createFile(folder.resolve("log"));
        if (place == Place.STORE) {
            new SqliteSettings(folder.resolve(".serai")).open(Runnable::run).close();
        }
        declaration = switch (place) {
            case STORE -> "connection: {url: 'jdbc:sqlite:.serai/store.db'}";
            // By itself H2 brings a commit to the disk half a second later.
            case H2 -> "connection: {url: 'jdbc:h2:" + folder.resolve("test") + ";WRITE_DELAY=0', username: sa}";
            default -> Kind.valueOf(place.name()).declaration(folder, "");
        };
        try (SqlWorkspace db = SqlWorkspace.start(folder, declaration)) {
            db.run("CREATE TABLE total (amount INTEGER NOT NULL)");
            db.run("CREATE TABLE log (entry INTEGER)");
            db.run("INSERT INTO total VALUES (0)");
        }
    }

    private Process start(int executions, boolean exactlyOnce, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It lives for seconds.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                CountingWorkflow.class.getName(),
                folder.toString(),
                declaration,
                Integer.toString(executions),
                Boolean.toString(exactlyOnce)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        processes.add(process);
        return process;
    }

    private void runToTheEnd(int executions, boolean exactlyOnce) throws Exception {
        Process process = start(executions, exactlyOnce);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("log")))
                .isZero();
    }

    private void dieAfterStep(int step, int executions, boolean exactlyOnce) throws Exception {
        Process process =
                start(executions, exactlyOnce, "-Dserai.failpoint=" + Failpoint.STEP_ENDED.propertyName() + ":" + step);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("log")))
                .isEqualTo(Failpoint.EXIT_STATUS);
    }

    private long counted() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("log"))) {
            return lines.filter(line -> line.endsWith(" " + CountingWorkflow.COUNTED))
                    .count();
        }
    }

    private int number(String sql) throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(folder, declaration)) {
            return ((Number) ((Map<?, ?>) db.one(sql)).get("n")).intValue();
        }
    }

    private int total() throws Exception {
        return number("SELECT amount AS \"n\" FROM total");
    }

    private int logged(String condition) throws Exception {
        return number("SELECT count(*) AS \"n\" FROM log WHERE " + condition);
    }

    @ParameterizedTest
    @EnumSource(value = Place.class, names = "POSTGRESQL")
    void aChangeWhoseRecordWasLostIsNotMadeAgain(Place place) throws Exception {
        dieBesideTheRecord(place);
    }

    @Tag("thorough")
    @ParameterizedTest
    @EnumSource(value = Place.class, mode = EnumSource.Mode.EXCLUDE, names = "POSTGRESQL")
    void norOnAnyOtherDatabase(Place place) throws Exception {
        dieBesideTheRecord(place);
    }

    private void dieBesideTheRecord(Place place) throws Exception {
        prepare(place);
        dieAfterStep(1, 1, true);
        assertThat(total()).isEqualTo(1);
        dieAfterStep(2, 1, true);
        runToTheEnd(1, true);

        assertThat(total()).isEqualTo(1);
        assertThat(logged("entry = 1")).isEqualTo(1);
        assertThat(logged("1 = 1")).isEqualTo(1);
    }

    @Test
    void withoutTheOptionItIsMadeAgain() throws Exception {
        prepare(Place.POSTGRESQL);
        dieAfterStep(1, 1, false);
        runToTheEnd(1, false);

        assertThat(total()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(value = Place.class, names = "STORE")
    void killsAtAnyInstantLoseNothingAndRepeatNothing(Place place) throws Exception {
        killAtRandom(place, 3, 200);
    }

    @Tag("thorough")
    @ParameterizedTest
    @EnumSource(Place.class)
    void neitherDoMany(Place place) throws Exception {
        killAtRandom(place, 15, 600);
    }

    private void killAtRandom(Place place, int kills, int executions) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        prepare(place);
        for (int kill = 0; kill < kills; kill++) {
            long goal = counted() + 1 + random.nextInt(40);
            Process process = start(executions, true);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !process.isAlive() || counted() >= goal);
            process.destroyForcibly().waitFor();
        }
        runToTheEnd(executions, true);

        assertThat(total()).as("seed %d", seed).isEqualTo(executions);
        assertThat(logged("entry = 1")).as("seed %d", seed).isEqualTo(executions);
    }
}
