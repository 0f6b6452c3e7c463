/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.registry.DeclaredConnector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What goes wrong has the right category, may be tried again or not, and is said in sentences. */
interface FailureChecks extends Checks {

    @Test
    @Needs(Behaviour.CREDENTIALS)
    default void wrongCredentialsAreAFailureOfAuthenticationThatStays() {
        ConnectorException failure = run().rejected();

        assertThat(failure.category()).isEqualTo(ErrorCategory.AUTHENTICATION);
        assertThat(failure.recoverable()).as("recoverable").isFalse();
    }

    @Test
    @Needs(Behaviour.STOPPING)
    default void aSystemThatIsAwayIsAFailureOfTheConnection() {
        DeclaredConnector connector = run().declared(Map.of());
        run().system().stop();

        ConnectorException failure = run().failure(connector, run().suite().read());

        assertThat(failure.category()).isEqualTo(ErrorCategory.CONNECTION);
        assertThat(failure.recoverable()).as("recoverable").isTrue();
    }

    @Test
    @Needs({Behaviour.HOLDING, Behaviour.OWN_TIMEOUT})
    default void anAnswerThatDoesNotComeIsATimeout() {
        DeclaredConnector connector = run().declared(run().suite().impatientOptions());
        run().system().hold();

        ConnectorException failure = run().failure(connector, run().suite().read());

        assertThat(failure.category()).isEqualTo(ErrorCategory.TIMEOUT);
        assertThat(failure.errorCode()).isNotEqualTo(ConnectorErrors.TIMED_OUT);
        assertThat(failure.recoverable()).as("recoverable").isTrue();
    }

    @Test
    @Needs({Behaviour.HOLDING, Behaviour.STOPPING})
    default void aConnectionThatBreaksUnderACallIsAFailureOfTheConnection() {
        DeclaredConnector connector = run().declared(Map.of());
        run().system().hold();
        CompletableFuture<ExecutionResult> call =
                run().begin(connector, run().suite().change());
        run().await("the call is under way").until(() -> run().system().held() == 1);

        run().system().stop();

        ConnectorException failure = run().failure(() -> ConformanceRun.join(call));
        assertThat(failure.category()).isEqualTo(ErrorCategory.CONNECTION);
        assertThat(failure.recoverable()).as("recoverable").isTrue();
        assertThat(failure.neverSent()).as("never sent").isFalse();
    }

    @Test
    default void aRefusedCallIsAFailureOfTheOtherSideThatStays() {
        DeclaredConnector connector = run().declared(Map.of());

        ConnectorException failure = run().failure(connector, run().suite().refused());

        assertThat(failure.category()).isEqualTo(ErrorCategory.REMOTE);
        assertThat(failure.recoverable()).as("recoverable").isFalse();
        assertThat(run().execute(connector, run().suite().read()).output())
                .as("a call after the refusal")
                .isEqualTo(run().suite().read().output());
    }

    @Test
    @Needs(Behaviour.UNSUPPORTED_REQUESTS)
    default void whatItCannotDoIsRefusedAsUnsupported() {
        DeclaredConnector connector = run().declared(Map.of());
        FetchRequest all = run().request(FetchRequest.Pagination.FIRST);

        ConnectorException failure = run().failure(() -> connector.fetch(new FetchRequest(
                all.resource(),
                run().suite().unsupportedFilters(),
                List.of(),
                List.of(),
                all.pagination(),
                all.options())));

        assertThat(failure.category()).isEqualTo(ErrorCategory.UNSUPPORTED);
        assertThat(failure.recoverable()).as("recoverable").isFalse();
    }

    @Test
    default void everyFailureSaysInSentencesWhereItHappened() {
        DeclaredConnector connector = run().declared(Map.of());
        List<ConnectorException> failures = new ArrayList<>();
        failures.add(run().failure(connector, run().suite().refused()));
        if (run().suite().has(Behaviour.STOPPING)) {
            run().system().stop();
            failures.add(run().failure(connector, run().suite().read()));
        }

        for (ConnectorException failure : failures) {
            assertThat(failure.connector()).isEqualTo(ConformanceRun.NAME);
            assertThat(failure.operation()).isNotNull();
            assertThat(run().knownCodes()).as("codes that the metadata lists").contains(failure.code());
            assertThat(failure.getMessage())
                    .startsWith(failure.code() + ": Connector '" + ConformanceRun.NAME + "'")
                    .endsWith(".")
                    .doesNotContain("java.", "null");
        }
    }
}
