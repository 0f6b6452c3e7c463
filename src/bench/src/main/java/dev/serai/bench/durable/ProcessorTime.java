/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processor time that processes have taken, in user mode and in the kernel, as Linux counts it: in hundredths of a
 * second.
 */
final class ProcessorTime {

    private static final Duration TICK = Duration.ofMillis(10);

    /** Where a line of {@code /proc/PID/stat} has them, counted from what follows the program's name. */
    private static final int OWN = 11;

    private ProcessorTime() {}

    /** Of this process. */
    static Duration ofThis() {
        return TICK.multipliedBy(ticks(ProcessHandle.current(), 2));
    }

    /** Of a process and of those that it started, also where these have ended. */
    static Duration ofAll(ProcessHandle process) {
        List<ProcessHandle> children;
        try (Stream<ProcessHandle> living = process.children()) {
            children = living.toList();
        }
        // What has ended is counted by the process that started it.
        long ticks = ticks(process, 4);
        for (ProcessHandle child : children) {
            ticks += ticks(child, 4);
        }
        return TICK.multipliedBy(ticks);
    }

    private static long ticks(ProcessHandle process, int fields) {
        try {
            String line = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] figures = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int i = OWN; i < OWN + fields; i++) {
                ticks += Long.parseLong(figures[i]);
            }
            return ticks;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
