/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.configuration.ScalarConverter;
import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.store.StoreSettings;
import dev.serai.workflow.history.ExecutionDetail;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.request.ExecutionStarts;
import dev.serai.workflow.request.QueuedStart;
import dev.serai.workflow.request.RequestAnswer;
import dev.serai.workflow.value.MessageState;
import dev.serai.workflow.value.ValueCodec;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts an execution. */
@Command(
        name = "start",
        description = {
            "Starts an execution of a workflow, by the runtime that runs the workspace.",
            "When none runs, the execution begins at its next start; the workflow must have run once before."
        },
        footer = {"", "Exit code: 0 when the execution is started (with --wait: has completed), 1 otherwise."})
final class StartCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A start without a key gets one, so that a request which a crash repeats starts once. */
    private static final Duration OWN_KEY_RETENTION = Duration.ofDays(1);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    @Mixin
    private WorkspaceArgument argument;

    @Parameters(index = "1", paramLabel = "NAME", description = "The workflow.")
    private String workflow;

    @ArgGroup
    private StartBody body = new StartBody();

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "A header. May be given several times.")
    private Map<String, Object> headers = Map.of();

    @Option(names = "--key", description = "Names the execution: a second start with it gives the first back.")
    private String key;

    @Option(names = "--key-retention", paramLabel = "DURATION", description = "How long the key is known.")
    private String keyRetention;

    @Option(names = "--priority", defaultValue = "5", description = "From 1 to 10; 10 goes first (${DEFAULT-VALUE}).")
    private int priority;

    @Option(names = "--delay", paramLabel = "DURATION", description = "Begins after a time, such as 5m.")
    private String delay;

    @Option(names = "--at", paramLabel = "TIME", description = "Begins at a time, such as 2026-12-24T18:00:00Z.")
    private String at;

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "A label. May be given several times.")
    private Map<String, String> labels = Map.of();

    @Option(
            names = "--concurrency-key",
            paramLabel = "KEY",
            description = "Executions with the same one share the workflow's limit maxConcurrentPerKey.")
    private String concurrencyKey;

    @Option(names = "--wait", description = "Waits until the execution has ended, and prints its output.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "1m",
            description = "The longest wait (${DEFAULT-VALUE}). The execution goes on when it is over.")
    private String timeout;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        QueuedStart start = start();
        StoreSettings store = argument.workspace().store();
        ExecutionStarts starts = new ExecutionStarts(store);
        Duration longest = duration("--timeout", timeout);
        RequestAnswer answer = starts.start(start, PATIENCE);
        answer.refusal().ifPresent(reason -> {
            throw new WorkspaceException(reason);
        });
        if (answer.isPending()) {
            throw new WorkspaceException(
                    "The runtime has not answered yet. The start stays in the store until it is carried out.");
        }
        String id = starts.execution(workflow, start.key()).orElseThrow();
        ExecutionDetail execution = wait && answer.runtimeRuns()
                ? ended(store, id, longest)
                : new ExecutionHistory(store).find(id).orElseThrow();
        print(answer, execution);
        boolean completed = execution.summary().status() == ExecutionStatus.COMPLETED;
        return wait && !completed ? FAILED : 0;
    }

    private QueuedStart start() {
        if (priority < 1 || priority > 10) {
            throw wrong("--priority is a whole number from 1 to 10, and 10 goes first.");
        }
        if (delay != null && at != null) {
            throw wrong("Give --delay or --at, not both.");
        }
        if (keyRetention != null && key == null) {
            throw wrong("--key-retention goes with --key.");
        }
        long now = System.currentTimeMillis();
        ValueCodec values = new ValueCodec();
        return new QueuedStart(
                workflow,
                MessageState.encode(values, body.value(), headers),
                dueAt(now),
                key == null ? "start-" + UUID.randomUUID() : key,
                keyExpiresAt(now),
                priority,
                concurrencyKey,
                labels);
    }

    private long keyExpiresAt(long now) {
        if (key == null) {
            return now + OWN_KEY_RETENTION.toMillis();
        }
        return keyRetention == null
                ? ExecutionRecord.NEVER
                : now + duration("--key-retention", keyRetention).toMillis();
    }

    private long dueAt(long now) {
        if (delay != null) {
            return now + duration("--delay", delay).toMillis();
        }
        try {
            return at == null ? 0 : OffsetDateTime.parse(at).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            throw wrong("--at is '" + at + "'. Expected a time such as 2026-12-24T18:00:00Z.");
        }
    }

    private Duration duration(String option, String text) {
        try {
            return ScalarConverter.duration(text);
        } catch (IllegalArgumentException e) {
            throw wrong(option + " is '" + text + "'. " + e.getMessage());
        }
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }

    private static ExecutionDetail ended(StoreSettings store, String id, Duration longest) {
        ExecutionHistory history = new ExecutionHistory(store);
        long end = System.nanoTime() + longest.toNanos();
        ExecutionDetail execution = history.find(id).orElseThrow();
        while (!execution.summary().status().isFinal() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            execution = history.find(id).orElseThrow();
        }
        return execution;
    }

    private void print(RequestAnswer answer, ExecutionDetail execution) {
        PrintWriter out = spec.commandLine().getOut();
        ExecutionStatus status = execution.summary().status();
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("id", execution.summary().id());
            document.put("runtimeRuns", answer.runtimeRuns());
            document.put("status", status);
            document.put("output", execution.output());
            document.put("error", execution.summary().error());
            JsonDocument.print(document, out);
            return;
        }
        out.println(execution.summary().id());
        if (!answer.runtimeRuns()) {
            out.println("It begins when the workspace runs again.");
        } else if (wait) {
            out.println(status + (status.isFinal() ? "" : "; it goes on"));
            if (execution.output() != null) {
                out.println(execution.output());
            } else if (execution.summary().error() != null) {
                out.println(execution.summary().error());
            }
        }
    }
}
