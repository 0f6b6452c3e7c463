/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ConvertBodyDefinition;
import org.apache.camel.model.ConvertHeaderDefinition;
import org.apache.camel.model.ConvertVariableDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.MarshalDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RemovePropertiesDefinition;
import org.apache.camel.model.RemovePropertyDefinition;
import org.apache.camel.model.RemoveVariableDefinition;
import org.apache.camel.model.RollbackDefinition;
import org.apache.camel.model.ScriptDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.SetExchangePatternDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.SetVariablesDefinition;
import org.apache.camel.model.SortDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.TransformDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.UnmarshalDefinition;
import org.apache.camel.model.ValidateDefinition;
import org.apache.camel.model.WhenDefinition;

/** Decides a step's kind from the model. What is not known is refused, never guessed. */
final class StepClassifier {

    private static final Set<Class<?>> PURE = Set.of(
            ConvertBodyDefinition.class,
            ConvertHeaderDefinition.class,
            ConvertVariableDefinition.class,
            LogDefinition.class,
            MarshalDefinition.class,
            RemoveHeaderDefinition.class,
            RemoveHeadersDefinition.class,
            RemovePropertiesDefinition.class,
            RemovePropertyDefinition.class,
            RemoveVariableDefinition.class,
            RollbackDefinition.class,
            SetExchangePatternDefinition.class,
            StopDefinition.class,
            ThrowExceptionDefinition.class,
            UnmarshalDefinition.class);

    private static final Set<Class<?>> SETTERS = Set.of(
            SetBodyDefinition.class,
            SetHeaderDefinition.class,
            SetHeadersDefinition.class,
            SetPropertyDefinition.class,
            SetVariableDefinition.class,
            SetVariablesDefinition.class,
            TransformDefinition.class);

    private static final Set<Class<?>> STRUCTURE = Set.of(
            CatchDefinition.class,
            ChoiceDefinition.class,
            FilterDefinition.class,
            FinallyDefinition.class,
            LoopDefinition.class,
            OnExceptionDefinition.class,
            OtherwiseDefinition.class,
            PipelineDefinition.class,
            SortDefinition.class,
            StepDefinition.class,
            TryDefinition.class,
            ValidateDefinition.class,
            WhenDefinition.class);

    /** Components that hand the exchange to another thread and go on, so that its steps would outlive the caller. */
    private static final List<String> HAND_OVER = List.of("seda:", "disruptor:", "disruptor-vm:", "stub:");

    private StepClassifier() {}

    static StepKind kind(ProcessorDefinition<?> step) {
        return refusal(step).isPresent() ? StepKind.REFUSED : kindOfKnown(step);
    }

    private static StepKind kindOfKnown(ProcessorDefinition<?> step) {
        Class<?> type = step.getClass();
        if (PURE.contains(type)) {
            return StepKind.PURE;
        }
        if (SETTERS.contains(type)) {
            return Determinism.isProven(step) ? StepKind.PURE : StepKind.VALUE;
        }
        if (STRUCTURE.contains(type)) {
            return StepKind.STRUCTURE;
        }
        if (step instanceof SplitDefinition || step instanceof MulticastDefinition) {
            return StepKind.FAN_OUT;
        }
        if (step instanceof ToDefinition || step instanceof ToDynamicDefinition || step instanceof EnrichDefinition) {
            return StepKind.CALL;
        }
        return StepKind.EFFECT;
    }

    /** Why a step cannot be durable, and what to write instead; empty when it can. */
    static Optional<String> refusal(ProcessorDefinition<?> step) {
        Class<?> type = step.getClass();
        boolean known = PURE.contains(type)
                || SETTERS.contains(type)
                || STRUCTURE.contains(type)
                || step instanceof SplitDefinition
                || step instanceof MulticastDefinition
                || step instanceof ToDefinition
                || step instanceof ToDynamicDefinition
                || step instanceof EnrichDefinition
                || step instanceof BeanDefinition
                || step instanceof ProcessDefinition
                || step instanceof ScriptDefinition;
        if (!known) {
            return Optional.of("'" + step.getShortName() + "' is not yet durable. Use it in a route of its own that"
                    + " ends with this workflow, or that this workflow calls through an endpoint which is not direct:");
        }
        String uri = step instanceof ToDefinition to
                ? to.getUri()
                : step instanceof ToDynamicDefinition dynamic ? dynamic.getUri() : null;
        if (uri != null && HAND_OVER.stream().anyMatch(uri::startsWith)) {
            return Optional.of("sending to '" + uri + "' is not yet durable, because its steps go on in another"
                    + " thread after this one has ended. Send to a direct: endpoint, or start another workflow with"
                    + " workflow:NAME");
        }
        boolean decides =
                step instanceof HasExpressionType && (STRUCTURE.contains(type) || step instanceof SplitDefinition);
        if (decides && !Determinism.isProven(step)) {
            return Optional.of("'" + step.getShortName() + "' decides by an expression that may give another result on"
                    + " replay (" + Determinism.describe(step) + "), which is not yet durable. Put the expression into"
                    + " a setVariable before it, which is recorded, and decide by the variable");
        }
        return Optional.empty();
    }
}
