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
 * @param others where each execution that came of it began, how it ended, and its history
 * @param failedAnew the failure that ended it came up in the last attempt, and was not given back from an earlier one
 */
record Ending(
        String status,
        String output,
        List<String> history,
        Map<String, Integer> deeds,
        long draws,
        List<String> others,
        boolean failedAnew) {

    static Ending of(TestRuntime runtime, String id, ExecutionOutcome outcome, Witness witness) {
        Map<String, Integer> counts = new TreeMap<>();
        witness.deeds().forEach(deed -> counts.merge(deed.identity(), 1, Integer::sum));
        long draws = witness.deeds().stream()
                .map(Deed::seen)
                .flatMap(seen -> Outside.DRAWN.matcher(seen).results())
                .map(java.util.regex.MatchResult::group)
                .distinct()
                .count();
        Record row = row(runtime, id);
        return new Ending(
                status(row),
                output(outcome),
                history(runtime, id),
                counts,
                draws,
                others(runtime, id),
                failedAnew(row, outcome, witness.deeds()));
    }

    private static Record row(TestRuntime runtime, String id) {
        return runtime.store().read().fetchOne("SELECT * FROM execution WHERE id = ?", id);
    }

    private static String status(Record row) {
        String status = row.get("status") + " in attempt " + row.get("attempt");
        return row.get("error_class") == null
                ? status
                : status + " at " + row.get("error_step") + ": "
                        + Outside.alike(row.get("error_class") + ": " + row.get("error_message"));
    }

    private static String output(ExecutionOutcome outcome) {
        return Outside.alike(Values.render(outcome.output()));
    }

    private static List<String> history(TestRuntime runtime, String id) {
        return runtime.store()
                .read()
                .fetch(
                        "SELECT step, attempt, redelivery, discarded, failure IS NULL AS done FROM step_record"
                                + " WHERE execution_id = ? ORDER BY step, attempt, discarded, done",
                        id)
                .map(step -> step.get("step") + " attempt " + step.get("attempt")
                        + (step.get("redelivery", Integer.class) == 1 ? " again" : "")
                        + (step.get("done", Integer.class) == 1 ? "" : " failed")
                        + (step.get("discarded", Integer.class) == 1 ? " discarded" : ""));
    }

    private static List<String> others(TestRuntime runtime, String id) {
        return Families.descendants(runtime.store(), id).stream()
                .map(other -> other.entry() + ": " + status(row(runtime, other.id())) + " with "
                        + output(runtime.engine().outcome(other.id()).join()) + " after "
                        + history(runtime, other.id()))
                .sorted()
                .toList();
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
}
