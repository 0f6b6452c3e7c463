/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The executions of a runtime's store, seen as parents and children. */
final class Family {

    private final TestRuntime runtime;

    Family(TestRuntime runtime) {
        this.runtime = runtime;
    }

    /** One execution as its row shows it. */
    record Member(String id, String parent, String entry, String status, String version) {}

    /** All executions, in the order of their start. */
    List<Member> members() {
        return runtime.store()
                .read()
                .fetch("SELECT id, parent_id, entry, status, version FROM execution ORDER BY id")
                .map(row -> new Member(
                        row.get("id", String.class),
                        row.get("parent_id", String.class),
                        row.get("entry", String.class),
                        row.get("status", String.class),
                        row.get("version", String.class)));
    }

    /** Those that began at a step. */
    List<Member> at(String entry) {
        return members().stream().filter(member -> entry.equals(member.entry)).toList();
    }

    /** Waits until every execution has come to an end, and no group is open that is complete by itself some time. */
    void awaitEnd() {
        await().atMost(runtime.timeout()).untilAsserted(() -> assertThat(hasEnded())
                .as("all have ended: %s", members())
                .isTrue());
    }

    boolean hasEnded() {
        return count("SELECT count(*) FROM execution") > 0
                && count("SELECT count(*) FROM execution"
                                + " WHERE status NOT IN ('COMPLETED', 'DEAD_LETTER', 'CANCELLED')")
                        == 0
                && count("SELECT count(*) FROM aggregate_group WHERE due_at < 4611686018427387903") == 0;
    }

    /** How many executions began at each entry; those at the route's beginning under {@code null}. */
    Map<String, Integer> entries() {
        Map<String, Integer> entries = new TreeMap<>();
        members().forEach(member -> entries.merge(String.valueOf(member.entry), 1, Integer::sum));
        return entries;
    }

    int openGroups() {
        return count("SELECT count(*) FROM aggregate_group");
    }

    private int count(String sql) {
        return runtime.store().read().fetchOne(sql).get(0, Integer.class);
    }
}
