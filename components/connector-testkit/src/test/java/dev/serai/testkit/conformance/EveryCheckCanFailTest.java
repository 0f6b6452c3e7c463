/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** A check that was never seen to fail does not count: each has a broken connector that it notices. */
class EveryCheckCanFailTest {

    @ParameterizedTest
    @Tag("thorough")
    @MethodSource("breaks")
    void isNoticed(Break broken) {
        BrokenSuite.broken = broken;

        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(BrokenSuite.class, broken.check()))
                .execute()
                .testEvents();

        assertThat(tests.failed().stream().map(EveryCheckCanFailTest::failure))
                .as("failures")
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .as("a failure of the check itself")
                        .isNotInstanceOfAny(
                                UnsupportedOperationException.class,
                                NullPointerException.class,
                                ClassCastException.class,
                                LinkageError.class));
    }

    @Test
    void everyCheckHasABreak() {
        Set<String> checks = Stream.of(ConnectorConformance.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .collect(Collectors.toSet());
        Set<String> broken = breaks().map(Break::check).collect(Collectors.toSet());

        assertThat(broken).isEqualTo(checks);
    }

    static Stream<Break> breaks() {
        return Stream.of(
                        DescriptionBreaks.configuration(),
                        DescriptionBreaks.metadata(),
                        FailureBreaks.life(),
                        FailureBreaks.failures(),
                        CallBreaks.calls(),
                        CallBreaks.health(),
                        RecordBreaks.streams(),
                        RecordBreaks.pages())
                .flatMap(List::stream);
    }

    private static Throwable failure(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }
}
