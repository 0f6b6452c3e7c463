/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.StoreWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The application's classes that versions use, and when they changed. */
public final class UsedClassRows {

    private final EngineClock clock;

    UsedClassRows(EngineClock clock) {
        this.clock = clock;
    }

    /**
     * Notes the classes of a version as they are now.
     *
     * @param digests by class name
     * @return gives the names of those that are others than they were
     */
    public StoreWrite<List<String>> keep(String workflow, String version, Map<String, String> digests) {
        return session -> {
            List<String> changed = new ArrayList<>();
            for (Map.Entry<String, String> used : digests.entrySet()) {
                Optional<String> before = session.text(
                        "SELECT digest FROM used_class WHERE workflow = ? AND version = ? AND class_name = ?",
                        workflow,
                        version,
                        used.getKey());
                if (before.isEmpty()) {
                    session.update(
                            "INSERT INTO used_class (workflow, version, class_name, digest) VALUES (?, ?, ?, ?)",
                            workflow,
                            version,
                            used.getKey(),
                            used.getValue());
                } else if (!before.get().equals(used.getValue())) {
                    session.update(
                            "UPDATE used_class SET digest = ?, changed_at = ?"
                                    + " WHERE workflow = ? AND version = ? AND class_name = ?",
                            used.getValue(),
                            clock.now(),
                            workflow,
                            version,
                            used.getKey());
                    changed.add(used.getKey());
                }
            }
            return changed;
        };
    }
}
