/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.Capability;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.registry.DeclaredConnector;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The metadata are complete, and true. */
interface DescriptionChecks extends Checks {

    @Test
    default void theTypeIsDescribed() {
        ConnectorMetadata metadata = run().factory().metadata();

        assertThat(metadata.type()).isEqualTo(run().suite().type());
        assertThat(metadata.displayName()).isNotBlank();
        assertThat(metadata.description()).endsWith(".");
        assertThat(metadata.tags()).isNotEmpty();
        assertThat(metadata.documentation()).as("documentation").isNotBlank();
        assertThat(metadata.author()).isNotBlank();
        assertThat(metadata.license()).isNotBlank();
        assertThat(run().bare(Map.of()).metadata()).isEqualTo(metadata);
    }

    @Test
    default void everyOptionIsDescribed() {
        for (OptionPath option : OptionPath.of(run().factory().configurationType())) {
            assertThat(option.option().value()).as(option.path()).isNotBlank();
        }
    }

    @Test
    default void everyOperationIsDescribed() {
        assertThat(run().factory().metadata().operations()).isNotEmpty();
        assertThat(run().factory().metadata().operations().stream().map(Operation::name))
                .doesNotHaveDuplicates();
        for (Operation operation : run().factory().metadata().operations()) {
            assertThat(operation.description()).as(operation.name()).endsWith(".");
            assertThat(operation.output()).as("output of " + operation.name()).isNotBlank();
            for (Field field : operation.fields()) {
                assertThat(field.description())
                        .as(operation.name() + "." + field.name())
                        .isNotBlank();
            }
        }
    }

    @Test
    default void everyErrorIsDescribed() {
        assertThat(run().factory().metadata().errors()).isNotEmpty();
        assertThat(run().factory().metadata().errors()).doesNotHaveDuplicates();
        for (ErrorCode error : run().factory().metadata().errors()) {
            assertThat(error.code()).matches("[A-Z]+-[A-Z0-9]+-[0-9]{3}");
            assertThat(error.meaning()).as(error.code()).endsWith(".");
        }
    }

    @Test
    default void everyExampleLoads() {
        assertThat(run().factory().metadata().examples()).as("examples").isNotEmpty();
        for (ConnectorMetadata.Example example : run().factory().metadata().examples()) {
            assertThat(example.title()).isNotBlank();
            if (example.yaml().startsWith("connectors:")) {
                assertThat(run().loadExample(example.yaml()))
                        .as(example.title())
                        .isNotEmpty();
            }
        }
    }

    @Test
    default void whatIsDeclaredReadOnlyChangesNothing() {
        for (Operation operation : run().factory().metadata().operations()) {
            assertThat(operation.idempotent() || !operation.readOnly())
                    .as(operation.name() + " is idempotent if it is read-only")
                    .isTrue();
        }
        Operation change = run().operation(run().suite().change());
        assertThat(run().operation(run().suite().read()).readOnly())
                .as("reading is read-only")
                .isTrue();
        assertThat(change.readOnly()).as("changing is read-only").isFalse();
        if (run().suite().has(Behaviour.UNSAFE_CHANGES)) {
            assertThat(change.idempotent()).as("an unsafe change is idempotent").isFalse();
        }
        DeclaredConnector connector = run().declared(Map.of());
        run().execute(connector, run().suite().read());
        assertThat(run().system().effects()).as("effects of reading").isZero();
        run().execute(connector, run().suite().change());
        assertThat(run().system().effects()).as("effects of a change").isEqualTo(1);
    }

    @Test
    default void itDeclaresTheCapabilitiesThatItHas() {
        Capability[] has = Stream.of(Behaviour.values())
                .filter(run().suite()::has)
                .map(Behaviour::capability)
                .filter(Objects::nonNull)
                .toArray(Capability[]::new);

        assertThat(run().connected(Map.of()).capabilities().supported())
                .as("declared, while the behaviours say " + Arrays.toString(has))
                .containsExactlyInAnyOrder(has);
    }
}
