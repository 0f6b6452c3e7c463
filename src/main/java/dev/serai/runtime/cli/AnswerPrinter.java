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
import picocli.CommandLine;

/** Prints what became of a request. */
final class AnswerPrinter {

    private static final int REFUSED = 1;

    private AnswerPrinter() {}

    /**
     * @param subject of the request: ids, or a name
     * @param done what is said when it is done
     * @return the exit code: 0 when it is done or will be, 1 when something was refused
     */
    static int print(CommandLine commandLine, RequestAnswer answer, List<String> subject, boolean json, String done) {
        PrintWriter out = commandLine.getOut();
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
            commandLine.getErr().println(answer.refusal().get());
        }
        return answer.refusal().isPresent() ? REFUSED : 0;
    }
}
