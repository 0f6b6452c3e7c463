/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import dev.serai.workflow.StepVetoException;
import dev.serai.workflow.WorkflowHook;
import dev.serai.workflow.WorkflowHook.End;
import dev.serai.workflow.WorkflowHook.HookedExecution;
import dev.serai.workflow.journal.ExecutionRecord;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the application's hooks. Thread-safe. */
public final class Hooks {

    public static final Hooks NONE = new Hooks(List.of());

    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

    private final List<WorkflowHook> hooks;

    public Hooks(Collection<WorkflowHook> hooks) {
        this.hooks = List.copyOf(hooks);
    }

    public boolean isEmpty() {
        return hooks.isEmpty();
    }

    public void executionStarts(ExecutionRecord execution, Exchange exchange) {
        tell(hook -> hook.executionStarts(hooked(execution), exchange));
    }

    public void executionEnds(ExecutionRecord execution, End end, String failure) {
        executionEnds(hooked(execution), end, failure);
    }

    public void executionEnds(HookedExecution execution, End end, String failure) {
        tell(hook -> hook.executionEnds(execution, end, failure));
    }

    /** @throws StepVetoException when a hook lets the step fail */
    public void stepStarts(Execution execution, String step, Exchange exchange) {
        for (WorkflowHook hook : hooks) {
            try {
                hook.stepStarts(hooked(execution.record()), step, exchange);
            } catch (StepVetoException e) {
                throw e;
            } catch (RuntimeException e) {
                failed(hook, e);
            }
        }
    }

    public void stepEnds(Execution execution, String step, Exchange exchange) {
        tell(hook -> hook.stepEnds(hooked(execution.record()), step, exchange));
    }

    private void tell(Consumer<WorkflowHook> call) {
        for (WorkflowHook hook : hooks) {
            try {
                call.accept(hook);
            } catch (RuntimeException e) {
                failed(hook, e);
            }
        }
    }

    private static void failed(WorkflowHook hook, RuntimeException failure) {
        LOG.warn("The hook {} failed; the execution goes on.", hook.getClass().getName(), failure);
    }

    private static HookedExecution hooked(ExecutionRecord execution) {
        return new HookedExecution(execution.id(), execution.workflow(), execution.version(), execution.attempt());
    }
}
