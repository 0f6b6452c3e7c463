/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.registry.DeclaredConnector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A secret is in nothing that anybody can see. */
interface SecrecyChecks extends Checks {

    @Test
    @Needs(Behaviour.SECRETS)
    default void noFailureShowsASecret() {
        List<String> shown = new ArrayList<>();
        for (ConnectorException failure : failures()) {
            shown.addAll(FailureText.of(failure));
        }

        assertHidden(shown);
    }

    @Test
    @Needs(Behaviour.SECRETS)
    default void noLogShowsASecret() {
        try (LogCapture log =
                LogCapture.start("dev.serai", run().factory().getClass().getPackageName())) {
            failures();

            assertHidden(log.lines());
        }
    }

    @Test
    @Needs(Behaviour.SECRETS)
    default void noDescriptionShowsASecret() {
        ConnectorDeclaration<?> declaration = run().declaration(Map.of());
        DeclaredConnector connector = run().declared(Map.of());

        assertHidden(List.of(
                declaration.toString(),
                declaration.configuration().toString(),
                connector.metadata().toString(),
                connector.connector().toString(),
                connector.test().toString(),
                connector.health().toString()));
    }

    /** Good calls and bad ones, to a system that repeats what it was told. */
    private List<ConnectorException> failures() {
        run().system().repeatCredentials();
        List<ConnectorException> failures = new ArrayList<>();
        DeclaredConnector connector = run().declared(Map.of());
        run().execute(connector, run().suite().read());
        failures.add(run().failure(connector, run().suite().refused()));
        if (run().suite().has(Behaviour.CREDENTIALS)) {
            failures.add(run().rejected());
        }
        if (run().suite().has(Behaviour.STOPPING)) {
            run().system().stop();
            failures.add(run().failure(connector, run().suite().read()));
        }
        return failures;
    }

    private void assertHidden(List<String> shown) {
        List<String> secrets = new ArrayList<>(run().secrets());
        if (run().suite().has(Behaviour.CREDENTIALS)) {
            run().suite().secretOptions().stream()
                    .map(run().suite().wrongCredentials()::get)
                    .filter(Objects::nonNull)
                    .forEach(secrets::add);
        }
        for (String secret : secrets) {
            assertThat(shown).noneMatch(text -> text.contains(secret));
        }
    }
}
