/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http.decision;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ConvertBodyDefinition;
import org.apache.camel.model.ConvertHeaderDefinition;
import org.apache.camel.model.ConvertVariableDefinition;
import org.apache.camel.model.DataFormatDefinition;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.InterceptDefinition;
import org.apache.camel.model.InterceptFromDefinition;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.MarshalDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RemovePropertiesDefinition;
import org.apache.camel.model.RemovePropertyDefinition;
import org.apache.camel.model.RemoveVariableDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.SetExchangePatternDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.SetVariablesDefinition;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.TransformDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.UnmarshalDefinition;
import org.apache.camel.model.ValidateDefinition;
import org.apache.camel.model.dataformat.JsonDataFormat;
import org.apache.camel.model.dataformat.JsonLibrary;

/**
 * Judges a step by itself, without the steps under it. A step of a class that is not listed here may block, also one
 * that is derived from a class that is.
 */
final class StepRules {

    /** Steps that need other words than the usual ones. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("bean", "it calls Java code"),
            Map.entry("process", "it calls Java code"),
            Map.entry("script", "a script may do anything"),
            Map.entry("loop", "it holds its thread for as many rounds as there are"),
            Map.entry("split", "it holds its thread for as many parts as there are"),
            Map.entry("throttle", "it holds what comes too fast"),
            Map.entry("wireTap", "where its pool of threads is full, its caller's thread does the work"),
            Map.entry("circuitBreaker", "it holds its thread until its steps have ended"),
            Map.entry("toD", "where it sends to is only known when a message comes"),
            Map.entry("recipientList", "where it sends to is only known when a message comes"),
            Map.entry("routingSlip", "where it sends to is only known when a message comes"),
            Map.entry("dynamicRouter", "where it sends to is only known when a message comes"),
            Map.entry("pollEnrich", "it waits for a message"),
            Map.entry("poll", "it waits for a message"),
            Map.entry("transacted", "a transaction holds its thread"));

    /** A header by which a route may ask for a stream. */
    private static final String RESPONSE_TYPE = "CamelSeraiResponseType";

    private final Map<Class<?>, Function<ProcessorDefinition<?>, Optional<String>>> rules = new LinkedHashMap<>();
    private final EndpointRules endpoints;
    private final boolean spooling;

    /** @param spooling whether streams that grow large are kept on the disk */
    StepRules(EndpointRules endpoints, boolean spooling) {
        this.endpoints = endpoints;
        this.spooling = spooling;
        Stream.of(
                        PipelineDefinition.class,
                        StepDefinition.class,
                        StopDefinition.class,
                        TryDefinition.class,
                        FinallyDefinition.class,
                        ChoiceDefinition.class,
                        InterceptFromDefinition.class,
                        SetExchangePatternDefinition.class,
                        RemoveHeaderDefinition.class,
                        RemoveHeadersDefinition.class,
                        RemovePropertyDefinition.class,
                        RemovePropertiesDefinition.class,
                        RemoveVariableDefinition.class)
                .forEach(type -> rules.put(type, step -> Optional.empty()));
        Stream.of(
                        SetBodyDefinition.class,
                        SetPropertyDefinition.class,
                        SetVariableDefinition.class,
                        TransformDefinition.class,
                        FilterDefinition.class)
                .forEach(type -> rule(type, step -> ExpressionRules.mayBlock(((ExpressionNode) step).getExpression())));
        rule(SetHeaderDefinition.class, StepRules::header);
        rule(SetHeadersDefinition.class, step -> step.getHeaders().stream()
                .flatMap(header -> header(header).stream())
                .findFirst());
        rule(SetVariablesDefinition.class, step -> step.getVariables().stream()
                .flatMap(variable -> ExpressionRules.mayBlock(variable.getExpression()).stream())
                .findFirst());
        rule(LogDefinition.class, StepRules::log);
        rule(ThrowExceptionDefinition.class, step -> SimpleText.mayBlock(step.getMessage()));
        rule(ValidateDefinition.class, StepRules::validate);
        rule(DelayDefinition.class, StepRules::delay);
        rule(CatchDefinition.class, step -> ExpressionRules.mayBlock(step.getOnWhen()));
        rule(InterceptDefinition.class, step -> ExpressionRules.mayBlock(step.getOnWhen()));
        rule(InterceptSendToEndpointDefinition.class, this::interceptSend);
        rule(OnExceptionDefinition.class, ErrorHandlerRules::mayBlock);
        rule(OnCompletionDefinition.class, StepRules::completion);
        rule(MulticastDefinition.class, StepRules::multicast);
        rule(ConvertBodyDefinition.class, step -> converted(step.getType(), step.getTypeClass()));
        rule(ConvertHeaderDefinition.class, step -> converted(step.getType(), step.getTypeClass()));
        rule(ConvertVariableDefinition.class, step -> converted(step.getType(), step.getTypeClass()));
        rule(MarshalDefinition.class, step -> format(step.getDataFormatType()));
        rule(UnmarshalDefinition.class, step -> format(step.getDataFormatType()));
        rule(ToDefinition.class, step -> endpoints.mayBlock(step.getEndpointUri()));
    }

    private <T extends ProcessorDefinition<?>> void rule(Class<? extends T> type, Function<T, Optional<String>> rule) {
        rules.put(type, step -> rule.apply(type.cast(step)));
    }

    /** Why it may block, as the end of a sentence; empty when it is known not to. */
    Optional<String> mayBlock(ProcessorDefinition<?> step) {
        Function<ProcessorDefinition<?>, Optional<String>> rule = rules.get(step.getClass());
        return rule == null
                ? Optional.of(REASONS.getOrDefault(step.getShortName(), "it is not known to return at once"))
                : rule.apply(step);
    }

    private static Optional<String> header(SetHeaderDefinition step) {
        String name = String.valueOf(step.getName());
        if (name.contains("${") || name.equalsIgnoreCase(RESPONSE_TYPE)) {
            return Optional.of(
                    name.contains("${")
                            ? "the name of the header is only known when a message comes"
                            : "a reply may become a stream, whose reader waits for each piece");
        }
        return ExpressionRules.mayBlock(step.getExpression());
    }

    private static Optional<String> log(LogDefinition step) {
        String language = step.getLogLanguage();
        if (step.getLogger() != null || (language != null && !language.equals("simple"))) {
            return Optional.of("its logger or its language is its own");
        }
        return SimpleText.mayBlock(step.getMessage());
    }

    private static Optional<String> validate(ValidateDefinition step) {
        return step.getPredicateExceptionFactory() == null && step.getFactory() == null
                ? ExpressionRules.mayBlock(step.getExpression())
                : Optional.of("it calls Java code");
    }

    private static Optional<String> delay(DelayDefinition step) {
        if (step.getAsyncDelayed() != null && !ModelText.isTrue(step.getAsyncDelayed())) {
            return Optional.of("it holds its thread; asyncDelayed: true would leave it free");
        }
        return step.getExecutorServiceRef() == null && step.getExecutorServiceBean() == null
                ? ExpressionRules.mayBlock(step.getExpression())
                : Optional.of("its pool of threads is its own");
    }

    private Optional<String> interceptSend(InterceptSendToEndpointDefinition step) {
        Optional<String> condition = ExpressionRules.mayBlock(step.getOnWhen());
        return condition.isPresent() || step.getAfterUri() == null ? condition : endpoints.mayBlock(step.getAfterUri());
    }

    /** Without a pool of its own it runs on the thread that ends the exchange. */
    private static Optional<String> completion(OnCompletionDefinition step) {
        return ModelText.isTrue(step.getParallelProcessing())
                        || step.getExecutorService() != null
                        || step.getExecutorServiceBean() != null
                ? Optional.of("it runs in a pool of threads, which may be full")
                : ExpressionRules.mayBlock(step.getOnWhen());
    }

    private static Optional<String> multicast(MulticastDefinition step) {
        boolean code = Stream.of(
                        step.getAggregationStrategy(),
                        step.getAggregationStrategyBean(),
                        step.getOnPrepare(),
                        step.getOnPrepareProcessor())
                .anyMatch(part -> part != null);
        if (code) {
            return Optional.of("it calls Java code");
        }
        boolean threads = ModelText.isTrue(step.getParallelProcessing())
                || ModelText.isTrue(step.getSynchronous())
                || step.getTimeout() != null
                || step.getExecutorService() != null
                || step.getExecutorServiceBean() != null;
        return threads ? Optional.of("it uses a pool of threads, which may be full") : Optional.empty();
    }

    private static Optional<String> converted(String type, Class<?> typeClass) {
        return PlainTypes.areMeantBy(type, typeClass)
                ? Optional.empty()
                : Optional.of("it converts to a type that is not Java's own");
    }

    private Optional<String> format(DataFormatDefinition format) {
        if (spooling) {
            return Optional.of("streams that grow large are written to the disk");
        }
        if (format == null || format.getClass() != JsonDataFormat.class) {
            return Optional.of("its data format is not known to return at once");
        }
        JsonDataFormat json = (JsonDataFormat) format;
        boolean code = Stream.of(
                        json.getObjectMapper(),
                        json.getModuleClassNames(),
                        json.getModuleRefs(),
                        json.getSchemaResolver(),
                        json.getNamingStrategy(),
                        json.getJsonView(),
                        json.getJsonViewTypeName())
                .anyMatch(part -> part != null);
        boolean ownTypes = !PlainTypes.areMeantBy(json.getUnmarshalTypeName(), json.getUnmarshalType())
                || !PlainTypes.areMeantBy(json.getCollectionTypeName(), json.getCollectionType());
        boolean discovered = ModelText.isTrue(json.getAutoDiscoverObjectMapper())
                || ModelText.isTrue(json.getAllowUnmarshallType())
                || ModelText.isTrue(json.getAllowJmsType());
        return code || ownTypes || discovered || json.getLibrary() != JsonLibrary.Jackson
                ? Optional.of("its JSON is read or written by code that is not known")
                : Optional.empty();
    }
}
