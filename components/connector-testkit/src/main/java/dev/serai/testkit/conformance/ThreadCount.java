/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The threads that live, by name without numbers. */
final class ThreadCount {

    /** Threads of the virtual machine and of the test's own servers, which come and go as they like. */
    private static final Pattern NOT_OURS = Pattern.compile(
            "ForkJoinPool.*|tcp-proxy|key-value-server|HTTP-Dispatcher|pool-#-thread-#|awaitility.*|process reaper.*"
                    + "|.*Cleaner.*|qtp.*|C# CompilerThread.*|idle-timeout-task");

    private ThreadCount() {}

    /**
     * Counts them.
     *
     * @param shared a pattern of the names of threads that are left out
     */
    static Map<String, Long> byName(String shared) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replaceAll("\\d+", "#"))
                .filter(name -> !NOT_OURS.matcher(name).matches() && !name.matches(shared))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    /** Those of which more live than before. */
    static Map<String, Long> more(Map<String, Long> before, String shared) {
        Map<String, Long> now = byName(shared);
        now.entrySet().removeIf(thread -> thread.getValue() <= before.getOrDefault(thread.getKey(), 0L));
        return now;
    }
}
