/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import dev.serai.workflow.TestRuntime;
import dev.serai.workflow.engine.ExecutionOutcome;
import dev.serai.workflow.generated.Witness.Deed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Record;

/**
 * What is left of an execution that has ended.
 *
 * @param status and attempt, and the failure if it is a dead letter
 * @param output with its classes
 * @param history every visit of every step, in the order of their names
 * @param deeds how often each was done
 * @param draws how many different draws were seen
 * @param failedAnew the failure that ended it came up in the last attempt, and was not given back from an earlier one
 */
record Ending(
        String status,
        String output,
        List<String> history,
        Map<String, Integer> deeds,
        long draws,
        boolean failedAnew) {

    static Ending of(TestRuntime runtime, String id, ExecutionOutcome outcome, Witness witness) {
        Record row = runtime.store().read().fetchOne("SELECT * FROM execution WHERE id = ?", id);
        List<String> history = runtime.store()
                .read()
                .fetch(
                        "SELECT step, attempt, redelivery, discarded, failure IS NULL AS done FROM step_record"
                                + " WHERE execution_id = ? ORDER BY step, attempt, discarded, done",
                        id)
                .map(step -> step.get("step") + " attempt " + step.get("attempt")
                        + (step.get("redelivery", Integer.class) == 1 ? " again" : "")
                        + (step.get("done", Integer.class) == 1 ? "" : " failed")
                        + (step.get("discarded", Integer.class) == 1 ? " discarded" : ""));
        String status = row.get("status") + " in attempt " + row.get("attempt");
        if (outcome.failure() != null) {
            status += " at " + row.get("error_step") + ": "
                    + alike(row.get("error_class") + ": " + row.get("error_message"))
                            .replace(id, "ID");
            status = Values.withoutExchange(status);
        }
        Map<String, Integer> counts = new TreeMap<>();
        witness.deeds().forEach(deed -> counts.merge(deed.identity(), 1, Integer::sum));
        String output = Values.render(outcome.output());
        long draws = witness.deeds().stream()
                .map(Deed::seen)
                .flatMap(seen -> Outside.DRAWN.matcher(seen).results())
                .map(java.util.regex.MatchResult::group)
                .distinct()
                .count();
        return new Ending(status, alike(output), history, counts, draws, failedAnew(row, outcome, witness.deeds()));
    }

    private static boolean failedAnew(Record row, ExecutionOutcome outcome, List<Deed> deeds) {
        if (outcome.failure() == null || !outcome.failure().message().matches("deed[0-9]+ failed")) {
            return true;
        }
        String failed = outcome.failure().message().replace(" failed", "! ");
        return deeds.stream()
                .anyMatch(
                        deed -> deed.what().startsWith(failed) && deed.attempt() == row.get("attempt", Integer.class));
    }

    private static String alike(String text) {
        return Outside.DRAWN.matcher(text).replaceAll("drawn");
    }
}
