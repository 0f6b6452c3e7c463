/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactionTest {

    private final Redaction redaction = new Redaction(List.of("s3cret", "s3cret-and-more"));

    @Test
    void aSecretIsMaskedWhereverItStands() {
        assertThat(redaction.apply("user:s3cret@host s3cret-and-more")).isEqualTo("user:***@host ***");
        assertThat(redaction.apply((String) null)).isNull();
    }

    @Test
    void aFailureKeepsEverythingButTheSecret() {
        ConnectorException failure = ConnectorException.of(ConnectorErrors.UNEXPECTED, "Refused s3cret.")
                .connector("db")
                .operation("query")
                .neverSent()
                .detail("body", "s3cret")
                .detail("headers", Map.of("x", List.of("s3cret")))
                .cause(new IllegalStateException("url?password=s3cret", new RuntimeException("s3cret")))
                .build();

        ConnectorException shown = redaction.apply(failure);
        StringWriter trace = new StringWriter();
        shown.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("s3cret").contains("IllegalStateException: url?password=***");
        assertThat(shown.details().toString()).doesNotContain("s3cret");
        assertThat(shown.errorCode()).isEqualTo(failure.errorCode());
        assertThat(shown.connector()).isEqualTo("db");
        assertThat(shown.operation()).isEqualTo("query");
        assertThat(shown.neverSent()).isTrue();
        assertThat(shown.getStackTrace()).isEqualTo(failure.getStackTrace());
    }

    @Test
    void aFailureWithoutASecretIsLeftAsItIs() {
        ConnectorException failure =
                ConnectorException.of(ConnectorErrors.UNEXPECTED, "Refused.").build();
        assertThat(redaction.apply(failure)).isSameAs(failure);
    }

    @Test
    void shortValuesAreNotMaskedBecauseTheyStandInOrdinaryWords() {
        assertThat(new Redaction(List.of("sa")).apply("message")).isEqualTo("message");
    }

    @Test
    void secretsCanBeAddedAndRemoved() {
        redaction.add("token-1");
        assertThat(redaction.apply("token-1")).isEqualTo("***");
        redaction.remove("token-1");
        assertThat(redaction.apply("token-1")).isEqualTo("token-1");
    }
}
