/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource({"bulkInsert, bulk_insert", "bulkInsert, BULK-INSERT", "a, A"})
    void caseUnderscoreAndHyphenDoNotMatter(String one, String other) {
        assertThat(Names.same(one, other)).isTrue();
    }

    @Test
    void otherNamesAreOthers() {
        assertThat(Names.same("insert", "inserts")).isFalse();
    }

    @Test
    void theNearestNameIsSuggested() {
        List<String> known = List.of("orders-db", "stock", "mailer");
        assertThat(Names.suggestion("order_db", known)).isEqualTo("Did you mean 'orders-db'?");
        assertThat(Names.suggestion("stokc", known)).isEqualTo("Did you mean 'stock'?");
        assertThat(Names.suggestion("warehouse", known)).isEqualTo("Known: mailer, orders-db, stock.");
        assertThat(Names.suggestion("x", List.of())).isEqualTo("None is declared.");
    }
}
