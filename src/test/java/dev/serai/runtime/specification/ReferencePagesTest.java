/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.specification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.specification.ConnectorSpecification;
import dev.serai.connector.specification.PageFile;
import dev.serai.connector.specification.ReferencePage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each component's page says what its specification says. */
class ReferencePagesTest {

    private static final String REMEDY = "The part of %s between the reference lines is out of date. Write it anew:%n"
            + "./mvnw test -pl src -am -Dtest=ReferencePagesTest -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Dserai.pages.write=true";

    private static Stream<ConnectorSpecification> types() {
        return BundledTypes.specifications();
    }

    @ParameterizedTest
    @MethodSource("types")
    void thePageOfATypeIsUpToDate(ConnectorSpecification specification) {
        check(specification.metadata().documentation(), ReferencePage.of(specification));
    }

    @Test
    void thePageOfTheContractIsUpToDate() {
        check("components/connector-api/README.md", ReferencePage.common());
    }

    private static void check(String path, String reference) {
        PageFile page = new PageFile(BundledTypes.file(path));
        if (Boolean.getBoolean("serai.pages.write")) {
            page.write(reference);
        }
        assertThat(page.text()).as(REMEDY, path).isEqualTo(page.with(reference));
    }
}
