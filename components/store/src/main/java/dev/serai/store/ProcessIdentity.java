/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells a process from all others on its machine, so that one that was killed is known to be dead at once and not only
 * when its lease is over.
 *
 * @param machine where numbers of processes mean the same: a machine since it was started, and a name space of processes on
 *     it; empty where that cannot be found out
 * @param process its number
 * @param began when it began, in ticks of the machine since its start; the number may be another's later
 */
record ProcessIdentity(String machine, long process, long began) {

    private static final Path PROCESSES = Path.of("/proc");

    /** In the line of a process, after its name: see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html. */
    private static final int STATE = 0;

    private static final int BEGAN = 19;

    static ProcessIdentity own() {
        long process = ProcessHandle.current().pid();
        return new ProcessIdentity(
                thisMachine().orElse(""),
                process,
                running(process).map(fields -> Long.parseLong(fields[BEGAN])).orElse(0L));
    }

    /** Whether it is certain that it runs no more. */
    boolean isDead() {
        return !machine.isEmpty()
                && machine.equals(thisMachine().orElse(""))
                && running(process)
                        .filter(fields -> Long.parseLong(fields[BEGAN]) == began)
                        .isEmpty();
    }

    private static Optional<String> thisMachine() {
        try {
            return Optional.of(Files.readString(PROCESSES.resolve("sys/kernel/random/boot_id"))
                            .strip() + " " + Files.readSymbolicLink(PROCESSES.resolve("self/ns/pid")));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** What the system says about a process; empty when there is none, or only what its parent has not asked for yet. */
    private static Optional<String[]> running(long process) {
        try {
            String line =
                    Files.readString(PROCESSES.resolve(Long.toString(process)).resolve("stat"));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return fields[STATE].matches("[ZXx]") ? Optional.empty() : Optional.of(fields);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
