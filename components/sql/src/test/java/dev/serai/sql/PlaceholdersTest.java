/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {

    private static List<String> names(String sql, SQLDialect dialect) {
        return Placeholders.in(sql, dialect).stream()
                .map(place -> (place.list() ? "in:" : "") + place.name())
                .toList();
    }

    private static List<String> names(String sql) {
        return names(sql, SQLDialect.SQLITE);
    }

    @Test
    void findsNamesListsAndQuestionMarks() {
        assertThat(names("a = :#one AND b IN (:#in:two) AND c = :#one")).containsExactly("one", "in:two", "one");
        assertThat(Placeholders.in("a = ? AND b = ?", SQLDialect.H2)).hasSize(2);
        assertThat(names(":#a")).containsExactly("a");
        assertThat(names(":#in")).containsExactly("in");
    }

    @Test
    void placesKnowTheirText() {
        Placeholders.Place place = Placeholders.in("x = :#name;", SQLDialect.H2).get(0);

        assertThat("x = :#name;".substring(place.start(), place.end())).isEqualTo(":#name");
    }

    @Test
    void textAndQuotedNamesHoldNone() {
        assertThat(names("SELECT ':#a ?', \":#b ?\", `:#c ?`, 'it''s :#d', :#e"))
                .containsExactly("e");
    }

    @Test
    void commentsHoldNone() {
        assertThat(names("SELECT 1 -- :#a ?\n, :#b /* :#c ? */, 2 - :#d / :#e")).containsExactly("b", "d", "e");
        assertThat(names("-- :#a")).isEmpty();
    }

    @Test
    void whatNeverEndsHoldsNone() {
        assertThat(names("SELECT ':#a")).isEmpty();
        assertThat(names("SELECT \":#a")).isEmpty();
        assertThat(names("/* :#a")).isEmpty();
        assertThat(names("SELECT 'x\\", SQLDialect.MYSQL)).isEmpty();
    }

    @Test
    void castsSlicesAndOperatorsAreNotPlaces() {
        assertThat(names("SELECT a::text, b[1:2], :#c::int, d ?? 'k', e ??| f", SQLDialect.POSTGRES))
                .containsExactly("c");
        assertThat(names("SELECT a :: text, :b, :#", SQLDialect.POSTGRES)).isEmpty();
    }

    @Test
    void postgresqlQuotesWithDollarsNestsCommentsAndEscapesInEStrings() {
        assertThat(names("$$ :#a $$ $x$ ? $$ :#b $x$ :#c", SQLDialect.POSTGRES)).containsExactly("c");
        assertThat(names("/* /* :#a */ :#b */ :#c", SQLDialect.POSTGRES)).containsExactly("c");
        assertThat(names("E'it\\'s :#a' :#b", SQLDialect.POSTGRES)).containsExactly("b");
        assertThat(names("name'\\' :#b", SQLDialect.POSTGRES)).containsExactly("b");
        assertThat(names("a$b$ :#c", SQLDialect.POSTGRES)).containsExactly("c");
    }

    @Test
    void otherDatabasesDoNot() {
        assertThat(names("/* /* :#a */ :#b")).containsExactly("b");
        assertThat(names("'\\' :#b")).containsExactly("b");
    }

    @Test
    void mysqlEscapesWithBackslashesAndCommentsWithHashes() {
        assertThat(names("'it\\'s :#a' :#b # :#c\n :#d", SQLDialect.MYSQL)).containsExactly("b", "d");
        assertThat(names("'it\\'s :#a' :#b # :#c\n :#d", SQLDialect.MARIADB)).containsExactly("b", "d");
    }
}
