/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in the module's page says what the tests declare. */
class GuaranteeTableTest {

    private static final String BEGIN = "<!-- guarantees -->\n";
    private static final String END = "<!-- /guarantees -->\n";
    private static final Path PAGE = Path.of("README.md");

    @Test
    void thePageSaysWhatTheTestsDeclare() throws Exception {
        String page = Files.readString(PAGE);
        String expected =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("serai.pages.write")) {
            Files.writeString(PAGE, expected);
            page = expected;
        }
        assertThat(page)
                .as("The table of guarantees in the page is out of date. Write it anew:%n./mvnw test -pl"
                        + " components/workflow -am -Dtest=GuaranteeTableTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dserai.pages.write=true")
                .isEqualTo(expected);
    }

    private static String table() {
        return GuaranteeTable.declared().entrySet().stream()
                .map(line -> "| " + named(line.getKey()) + " | " + line.getValue() + " |\n")
                .collect(Collectors.joining("", "| EIP | guarantee |\n|---|---|\n", ""));
    }

    /** {@code split parallel} is the EIP in code and its variant in words. */
    private static String named(String eip) {
        int variant = eip.indexOf(' ');
        return variant < 0 ? "`" + eip + "`" : "`" + eip.substring(0, variant) + "`" + eip.substring(variant);
    }
}
