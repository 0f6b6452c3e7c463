/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DataConnector;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.testkit.conformance.BrokenConfigurations.Boundless;
import dev.serai.testkit.conformance.BrokenConfigurations.Confusing;
import dev.serai.testkit.conformance.BrokenConfigurations.ImpossibleDefault;
import dev.serai.testkit.conformance.BrokenConfigurations.Lenient;
import dev.serai.testkit.conformance.BrokenConfigurations.Narrow;
import dev.serai.testkit.conformance.BrokenConfigurations.Open;
import dev.serai.testkit.conformance.BrokenConfigurations.Repairing;
import dev.serai.testkit.conformance.BrokenConfigurations.Silent;
import dev.serai.testkit.conformance.BrokenConfigurations.Talkative;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Breaks of what a connector says of itself: its options, its metadata, its place in routes. */
final class DescriptionBreaks {

    private DescriptionBreaks() {}

    static List<Break> configuration() {
        return List.of(
                new Break(
                        "everyDefaultIsApplied",
                        "repairs a value silently",
                        BrokenFactory.configuration(Repairing.class, Repairing::sound)),
                new Break(
                        "everyOptionMayBeWrittenOutWithItsDefault",
                        "has a default outside its range",
                        BrokenFactory.configuration(ImpossibleDefault.class, ImpossibleDefault::sound)),
                new Break(
                        "aMisspeltOptionIsRefusedWithItsPlaceAndASuggestion",
                        "has two options of almost the same name",
                        BrokenFactory.configuration(Confusing.class, Confusing::sound)),
                new Break(
                        "everyAmountHasARangeAndWhatLiesOutsideIsRefusedWithItsPlace",
                        "takes any number",
                        BrokenFactory.configuration(Boundless.class, Boundless::sound)),
                new Break(
                        "bothEndsOfEveryRangeAreAccepted",
                        "refuses what its range allows",
                        BrokenFactory.configuration(Narrow.class, Narrow::sound)),
                new Break(
                        "aMissingRequiredOptionIsRefusedByName",
                        "does not say what it needs",
                        BrokenFactory.configuration(Lenient.class, Lenient::sound)),
                new Break(
                        "aSecretMustBeAReference",
                        "does not say what is secret",
                        BrokenFactory.configuration(Open.class, Open::sound)),
                new Break(
                        "noFailureShowsASecret",
                        "does not say what is secret",
                        BrokenFactory.configuration(Open.class, Open::sound)),
                new Break(
                        "noDescriptionShowsASecret",
                        "has a password in a text for people",
                        BrokenFactory.configuration(Talkative.class, Talkative::sound)),
                new Break(
                        "everyOptionIsDescribed",
                        "says nothing of an option",
                        BrokenFactory.configuration(Silent.class, Silent::sound)));
    }

    static List<Break> metadata() {
        return List.of(
                new Break(
                        "everyAliasNamesTheType",
                        "has an alias nobody can write",
                        said(parts -> parts.put("aliases", List.of("Key Value")))),
                new Break("theTypeIsDescribed", "has no page", said(parts -> parts.put("documentation", ""))),
                new Break(
                        "everyOperationIsDescribed",
                        "does not say what comes back",
                        changed("get", get -> copy(get, get.payload(), "", true, true))),
                new Break(
                        "everyErrorIsDescribed",
                        "does not say what an error means",
                        said(parts -> parts.put(
                                "errors", List.of(new ErrorCode("SERAI-KEYVALUE-001", ErrorCategory.REMOTE, false))))),
                new Break(
                        "everyExampleLoads",
                        "has an example with a mistake",
                        said(parts -> parts.put(
                                "examples",
                                List.of(new ConnectorMetadata.Example(
                                        "Wrong", "connectors: [{name: a, type: key-value, connection: {uri: x}}]"))))),
                new Break(
                        "whatIsDeclaredReadOnlyChangesNothing",
                        "declares a change as read-only",
                        changed("append", append -> copy(append, "value", "Text.", true, true))),
                new Break(
                        "anUnsafeChangeThatMayHaveArrivedIsNotRepeated",
                        "declares an unsafe change as idempotent",
                        changed("append", append -> copy(append, "value", "Text.", false, true))),
                new Break(
                        "aSecondReadIsAnsweredByTheCache",
                        "does not say that reading is read-only",
                        changed("get", get -> copy(get, null, "Text.", false, true))),
                new Break(
                        "aRouteCallsItByName",
                        "does not say what the body is",
                        changed("append", append -> copy(append, null, "Text.", false, false))),
                new Break(
                        "itDeclaresTheCapabilitiesThatItHas",
                        "hides a capability",
                        BrokenFactory.connector(sound -> new BrokenConnector(sound) {
                            @Override
                            public Capabilities capabilities() {
                                return Capabilities.of(Capability.HEALTH_CHECK);
                            }
                        })),
                new Break(
                        "aRouteCallsItByItsOwnScheme",
                        "is of another type than its factory says",
                        BrokenFactory.connector(sound -> new BrokenConnector(sound) {
                            @Override
                            public ConnectorMetadata metadata() {
                                return ConnectorMetadata.of("other", "Other")
                                        .operations(super.metadata().operations())
                                        .build();
                            }
                        })),
                new Break(
                        "anOptionOfTheRouteWinsOverAHeader",
                        "looks at headers first",
                        BrokenFactory.connector(DescriptionBreaks::preferringHeaders)),
                new Break(
                        "itsRowOnTheConformancePageIsFresh",
                        "has a stale row",
                        BrokenFactory.connector(sound -> sound)));
    }

    private static BrokenConnector preferringHeaders(DataConnector connector) {
        return new BrokenConnector(connector) {
            @Override
            public CompletionStage<ExecutionResult> execute(
                    Operation operation, Map<String, Object> input, ExecutionContext context) {
                Map<String, Object> other = new LinkedHashMap<>(input);
                Object header = context.parameters().apply("CamelSeraiName");
                if (header != null) {
                    other.put("name", header);
                }
                return super.execute(operation, other, context);
            }
        };
    }

    private static BrokenFactory<?> changed(String name, UnaryOperator<Operation> change) {
        return said(parts -> parts.put(
                "operations",
                operations(parts).stream()
                        .map(operation -> operation.name().equals(name) ? change.apply(operation) : operation)
                        .toList()));
    }

    @SuppressWarnings("unchecked")
    private static List<Operation> operations(Map<String, Object> parts) {
        return (List<Operation>) parts.get("operations");
    }

    private static Operation copy(
            Operation operation, String payload, String output, boolean readOnly, boolean idempotent) {
        return new Operation(
                operation.name(),
                operation.description(),
                operation.kind(),
                operation.fields(),
                payload,
                operation.resource(),
                output,
                Field.Type.ANY,
                operation.metadata(),
                readOnly,
                idempotent);
    }

    /** Metadata with one part changed. */
    @SuppressWarnings("unchecked")
    private static BrokenFactory<?> said(Consumer<Map<String, Object>> change) {
        return BrokenFactory.metadata(sound -> {
            Map<String, Object> parts = new LinkedHashMap<>();
            parts.put("aliases", sound.aliases());
            parts.put("operations", sound.operations());
            parts.put("errors", sound.errors());
            parts.put("documentation", sound.documentation());
            parts.put("examples", sound.examples());
            change.accept(parts);
            return new ConnectorMetadata(
                    sound.type(),
                    (List<String>) parts.get("aliases"),
                    sound.displayName(),
                    sound.description(),
                    sound.category(),
                    sound.tags(),
                    (List<Operation>) parts.get("operations"),
                    (List<ErrorCode>) parts.get("errors"),
                    sound.asynchronous(),
                    sound.requirements(),
                    (String) parts.get("documentation"),
                    (List<ConnectorMetadata.Example>) parts.get("examples"),
                    sound.version(),
                    sound.minimumPlatformVersion(),
                    sound.author(),
                    sound.license(),
                    sound.created(),
                    sound.updated());
        });
    }
}
