/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.workflow.request.RequestAnswer;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what became of a request. */
final class AnswerFormat {

    private static final int REFUSED = 1;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * @param subject of the request: ids, or a name
     * @param done what is said when it is done
     * @return the exit code: 0 when it is done or will be, 1 when something was refused
     */
    int print(RequestAnswer answer, List<String> subject, String done) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("asked", subject);
            document.put("runtimeRuns", answer.runtimeRuns());
            document.put("pending", answer.isPending());
            document.put(
                    "refused",
                    answer.refusal().map(text -> List.of(text.split("\n"))).orElse(List.of()));
            JsonDocument.print(document, out);
        } else if (answer.isPending()) {
            out.println("The runtime has not answered yet. The request stays in the store until it is carried out.");
        } else if (answer.refusal().isEmpty()) {
            out.println(done);
        } else {
            spec.commandLine().getErr().println(answer.refusal().get());
        }
        return answer.refusal().isPresent() ? REFUSED : 0;
    }
}
