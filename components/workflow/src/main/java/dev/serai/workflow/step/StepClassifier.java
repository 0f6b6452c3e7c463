/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ConvertBodyDefinition;
import org.apache.camel.model.ConvertHeaderDefinition;
import org.apache.camel.model.ConvertVariableDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.MarshalDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OnExceptionDefinition;
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
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.support.LanguageSupport;

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
            PipelineDefinition.class,
            SortDefinition.class,
            StepDefinition.class,
            TryDefinition.class,
            ValidateDefinition.class);

    private static final Set<Class<?>> FAN_OUT = Set.of(MulticastDefinition.class, SplitDefinition.class);

    private static final Set<Class<?>> CALLS =
            Set.of(EnrichDefinition.class, ToDefinition.class, ToDynamicDefinition.class);

    private static final Set<Class<?>> EFFECTS = Set.of(
            AggregateDefinition.class,
            BeanDefinition.class,
            ProcessDefinition.class,
            ScriptDefinition.class,
            WireTapDefinition.class);

    /** Components that hand the exchange to another thread and go on, so that its steps would outlive the caller. */
    private static final List<String> HAND_OVER = List.of("disruptor:", "disruptor-vm:", "stub:");

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
        if (FAN_OUT.contains(type)) {
            return StepKind.FAN_OUT;
        }
        return CALLS.contains(type) ? StepKind.CALL : StepKind.EFFECT;
    }

    /** Why a step cannot be durable, and what to write instead; empty when it can. */
    static Optional<String> refusal(ProcessorDefinition<?> step) {
        Class<?> type = step.getClass();
        boolean known =
                Stream.of(PURE, SETTERS, STRUCTURE, FAN_OUT, CALLS, EFFECTS).anyMatch(types -> types.contains(type));
        if (!known) {
            return Optional.of("'" + step.getShortName() + "' is not yet durable. Use it in the trigger's route, before"
                    + " the workflow starts, or in a route that no workflow calls");
        }
        String uri = step instanceof ToDefinition to
                ? to.getUri()
                : step instanceof ToDynamicDefinition dynamic ? dynamic.getUri() : null;
        if (step instanceof AggregateDefinition aggregate) {
            return AggregateOptions.refusal(aggregate);
        }
        boolean computed = type == ToDynamicDefinition.class || LanguageSupport.hasSimpleFunction(uri);
        if (uri != null && uri.startsWith("seda:") && computed) {
            return Optional.of("sending to the computed address '" + uri + "' is not durable; to an address that is"
                    + " written out, it is. Write a choice with a 'to' for each address");
        }
        if (uri != null && HAND_OVER.stream().anyMatch(uri::startsWith)) {
            return Optional.of("sending to '" + uri + "' is not durable, because its steps go on in another"
                    + " thread after this one has ended. Send to a direct: or seda: endpoint, or start another"
                    + " workflow with workflow:NAME");
        }
        boolean decides = STRUCTURE.contains(type) || step instanceof SplitDefinition;
        if (decides && !Determinism.isProven(step)) {
            return Optional.of("'" + step.getShortName() + "' decides by an expression that may give another result on"
                    + " replay (" + Determinism.describe(step) + "), which is not yet durable. Put the expression into"
                    + " a setVariable before it, which is recorded, and decide by the variable");
        }
        return Optional.empty();
    }
}
