/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import static dev.serai.workflow.step.StepKind.BREAKER;
import static dev.serai.workflow.step.StepKind.CALL;
import static dev.serai.workflow.step.StepKind.COMPLETION;
import static dev.serai.workflow.step.StepKind.EFFECT;
import static dev.serai.workflow.step.StepKind.FAN_OUT;
import static dev.serai.workflow.step.StepKind.IDEMPOTENT;
import static dev.serai.workflow.step.StepKind.POLL;
import static dev.serai.workflow.step.StepKind.PURE;
import static dev.serai.workflow.step.StepKind.REFUSED;
import static dev.serai.workflow.step.StepKind.STRUCTURE;
import static dev.serai.workflow.step.StepKind.VALUE;
import static dev.serai.workflow.step.StepKind.WAIT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.ClaimCheckDefinition;
import org.apache.camel.model.ConvertBodyDefinition;
import org.apache.camel.model.ConvertHeaderDefinition;
import org.apache.camel.model.ConvertVariableDefinition;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.InterceptDefinition;
import org.apache.camel.model.InterceptFromDefinition;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.MarshalDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.PolicyDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RemovePropertiesDefinition;
import org.apache.camel.model.RemovePropertyDefinition;
import org.apache.camel.model.RemoveVariableDefinition;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.model.RollbackDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SagaDefinition;
import org.apache.camel.model.SamplingDefinition;
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
import org.apache.camel.model.ThreadsDefinition;
import org.apache.camel.model.ThrottleDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.TransactedDefinition;
import org.apache.camel.model.TransformDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.UnmarshalDefinition;
import org.apache.camel.model.ValidateDefinition;
import org.apache.camel.model.WireTapDefinition;

/** The rule of each EIP: one line for each. What has no line is refused, never guessed. */
final class StepRules {

    private static final Map<Class<?>, StepRule> RULES = new HashMap<>();

    private static final StepRule NOT_KNOWN = new StepRule(step -> REFUSED, List.of(StepRefusals::notKnown), List.of());

    static {
        rule(AggregateDefinition.class, EFFECT, StepRefusals::aggregateOptions);
        rule(BeanDefinition.class, EFFECT);
        decision(CatchDefinition.class, STRUCTURE);
        rule(CircuitBreakerDefinition.class, BREAKER, StepRefusals::breakerLimits);
        decision(ChoiceDefinition.class, STRUCTURE);
        rule(ConvertBodyDefinition.class, PURE);
        rule(ConvertHeaderDefinition.class, PURE);
        rule(ConvertVariableDefinition.class, PURE);
        rule(DelayDefinition.class, WAIT, StepRefusals::delayWithSteps);
        rule(DynamicRouterDefinition.class, STRUCTURE);
        rule(EnrichDefinition.class, CALL);
        decision(FilterDefinition.class, STRUCTURE);
        rule(FinallyDefinition.class, STRUCTURE);
        decision(IdempotentConsumerDefinition.class, IDEMPOTENT);
        decision(InterceptDefinition.class, STRUCTURE);
        decision(InterceptFromDefinition.class, STRUCTURE);
        decision(InterceptSendToEndpointDefinition.class, STRUCTURE, StepRefusals::sendAfterInterception);
        rule(KameletDefinition.class, CALL);
        rule(LogDefinition.class, PURE);
        decision(LoopDefinition.class, STRUCTURE);
        rule(MarshalDefinition.class, PURE);
        rule(MulticastDefinition.class, FAN_OUT, StepRefusals::timeout);
        decision(OnCompletionDefinition.class, COMPLETION, StepRefusals::parallelCompletion);
        decision(OnExceptionDefinition.class, STRUCTURE);
        rule(PipelineDefinition.class, STRUCTURE);
        rule(PolicyDefinition.class, STRUCTURE);
        rule(PollDefinition.class, POLL);
        rule(PollEnrichDefinition.class, POLL);
        rule(ProcessDefinition.class, EFFECT);
        rule(RecipientListDefinition.class, FAN_OUT, StepRefusals::timeout);
        rule(RemoveHeaderDefinition.class, PURE);
        rule(RemoveHeadersDefinition.class, PURE);
        rule(RemovePropertiesDefinition.class, PURE);
        rule(RemovePropertyDefinition.class, PURE);
        rule(RemoveVariableDefinition.class, PURE);
        rule(RollbackDefinition.class, PURE);
        rule(RoutingSlipDefinition.class, STRUCTURE);
        rule(ScriptDefinition.class, EFFECT);
        setter(SetBodyDefinition.class);
        rule(SetExchangePatternDefinition.class, PURE);
        setter(SetHeaderDefinition.class);
        setter(SetHeadersDefinition.class);
        setter(SetPropertyDefinition.class);
        setter(SetVariableDefinition.class);
        setter(SetVariablesDefinition.class);
        decision(SortDefinition.class, STRUCTURE);
        decision(SplitDefinition.class, FAN_OUT, StepRefusals::timeout);
        rule(StepDefinition.class, STRUCTURE);
        rule(StopDefinition.class, PURE);
        rule(ThreadsDefinition.class, PURE);
        rule(ThrottleDefinition.class, VALUE, StepRefusals::concurrentThrottle);
        rule(ThrowExceptionDefinition.class, PURE);
        rule(ToDefinition.class, CALL, StepRefusals::handOver);
        rule(ToDynamicDefinition.class, CALL, StepRefusals::handOver);
        setter(TransformDefinition.class);
        rule(TryDefinition.class, STRUCTURE);
        rule(UnmarshalDefinition.class, PURE);
        decision(ValidateDefinition.class, STRUCTURE);
        rule(WireTapDefinition.class, EFFECT, StepRefusals::handOver);

        refused(
                ClaimCheckDefinition.class,
                "it keeps messages in memory, where a restart loses them. Keep the value with setVariable, which is"
                        + " recorded, and take it back from the variable");
        refused(
                LoadBalanceDefinition.class,
                "it chooses by what it has in memory, and a replay would go another way. Choose with dynamicRouter, whose"
                        + " choice is recorded");
        refused(
                ResequenceDefinition.class,
                "it holds messages of many executions back in memory. Use it in the trigger's route, before the workflow"
                        + " starts");
        refused(
                SagaDefinition.class,
                "its coordinator keeps a state of its own, which a replay does not find again. Use doTry, and undo in"
                        + " doCatch what was done: the execution cannot lose its place in between");
        refused(
                SamplingDefinition.class,
                "it decides by the clock, and a replay would decide differently. Use it in the trigger's route, before the"
                        + " workflow starts");
        refused(
                TransactedDefinition.class,
                "a transaction cannot span steps that are recorded one by one. Do what belongs to one transaction in one"
                        + " step, such as a bean");
    }

    private StepRules() {}

    /** The rule of a step. */
    static StepRule of(ProcessorDefinition<?> step) {
        return RULES.getOrDefault(step.getClass(), NOT_KNOWN);
    }

    /** The classes of all EIPs that have a rule. */
    static Iterable<Class<?>> known() {
        return RULES.keySet();
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static void rule(Class<?> type, StepKind kind, Function<ProcessorDefinition<?>, String>... refusals) {
        RULES.put(type, new StepRule(step -> kind, List.of(refusals), List.of()));
    }

    /** A step that goes one way or another by an expression, which a replay evaluates again. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    private static void decision(Class<?> type, StepKind kind, Function<ProcessorDefinition<?>, String>... refusals) {
        List<Function<ProcessorDefinition<?>, String>> all = new ArrayList<>(List.of(StepRefusals::unproven));
        all.addAll(List.of(refusals));
        RULES.put(type, new StepRule(step -> kind, List.copyOf(all), List.of(StepWarnings::decidesByProperty)));
    }

    private static void setter(Class<?> type) {
        RULES.put(type, new StepRule(step -> Determinism.staysTheSame(step) ? PURE : VALUE, List.of(), List.of()));
    }

    private static void refused(Class<?> type, String reason) {
        RULES.put(
                type,
                new StepRule(
                        step -> REFUSED,
                        List.of(step -> "'" + step.getShortName() + "' is not durable, because " + reason),
                        List.of()));
    }
}
