/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.store.Store;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.value.MessageState;
import dev.serai.workflow.value.ValueCodec;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A million executions that wait cost room on the disk, not in memory, and the queue goes on as without them. */
@Tag("thorough")
@Isolated
class ParkedMillionTest {

    private static final int PARKED = 1_000_000;
    private static final long MEGABYTE = 1 << 20;

    private static final String STEP = "- to: \"workflow:await?signal=paid\"";

    @TempDir
    Path folder;

    private final World world = new World();

    @Test
    void theHeapIsThatOfARuntimeWithoutThem() throws Exception {
        Path none = Files.createDirectory(folder.resolve("none"));
        Path million = Files.createDirectory(folder.resolve("million"));
        Run without = run(none);
        try (TestRuntime runtime = new WaitingRuntime(million, world).start(STEP)) {
            park(runtime.store());
        }
        Run with = run(million);
        System.out.printf(
                "Heap after GC: %.1f MB with none, %.1f MB with %,d parked. Start: %d ms and %d ms. A signal to its end:"
                        + " %d ms and %d ms.%n",
                (double) without.heap / MEGABYTE,
                (double) with.heap / MEGABYTE,
                PARKED,
                without.start.toMillis(),
                with.start.toMillis(),
                without.signal.toMillis(),
                with.signal.toMillis());
        assertThat(with.heap - without.heap).isLessThan(50 * MEGABYTE);
        assertThat(with.unfinished - without.unfinished).isEqualTo(PARKED);
    }

    private Run run(Path directory) throws Exception {
        Instant begin = Instant.now();
        WaitingRuntime waiting = new WaitingRuntime(directory, world);
        try (TestRuntime runtime = waiting.start(STEP)) {
            Duration start = Duration.between(begin, Instant.now());
            String id = runtime.start("job", "in", null);
            waiting.awaitSuspended(runtime, id);
            Instant sent = Instant.now();
            WaitingRuntime.send(runtime, id, "paid", "x");
            assertThat(runtime.completed(id)).isEqualTo("x/after");
            Duration signal = Duration.between(sent, Instant.now());
            return new Run(
                    heapAfterCollection(),
                    start,
                    signal,
                    runtime.engine().statistics().unfinished());
        }
    }

    private record Run(long heap, Duration start, Duration signal, long unfinished) {}

    private static long heapAfterCollection() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** As if each had come to its wait in an earlier process; every tenth has a time at which it gives up. */
    private static void park(Store store) {
        byte[] input = MessageState.encode(new ValueCodec(), "in");
        long later = System.currentTimeMillis() + Duration.ofDays(1).toMillis();
        String numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + PARKED + ") ";
        store.writer().await(session -> {
            session.update(
                    "INSERT INTO execution (id, workflow, version, status, input, attempt, due_at, created_at) "
                            + numbers
                            + "SELECT '01970000-0000-7000-8000-' || substr(CAST(1000000000000 + i AS TEXT), 2), 'job',"
                            + " (SELECT version FROM workflow_version WHERE workflow = 'job'), 'SUSPENDED', ?, 1,"
                            + " CASE WHEN i % 10 = 0 THEN ? + i ELSE ? END, 0 FROM n",
                    input,
                    later,
                    ExecutionRecord.NEVER);
            return session.update("INSERT INTO step_wait (execution_id, step, kind, subject, since, due_at)"
                    + " SELECT id, 'job/to2@1', 'SIGNAL', 'paid', 0, due_at FROM execution");
        });
    }
}
