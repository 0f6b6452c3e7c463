/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.rest.LinkHeader.Link;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkHeaderTest {

    @ParameterizedTest
    @CsvSource(
            value = {
                "<https://a/2>; rel=\"next\" | https://a/2",
                "<https://a/2>; rel=next | https://a/2",
                "<https://a/2>;rel=next;type=text/html | https://a/2",
                "<https://a/2> ; REL = \"Next\" | https://a/2",
                "<?page=2>; rel=\"next\" | ?page=2",
                "<../x>; rel=\"next\" | ../x",
                "<>; rel=next | ''",
                "</1>; rel=\"prev\", </3>; rel=\"next\", </9>; rel=\"last\" | /3",
                "</1>; rel=prev,</3>; rel=next | /3",
                ",, </3>; rel=next ,, | /3",
                "</3>; rel=\"start next\" | /3",
                "</3>; rel=\"start\tnext  end\" | /3",
                "</3?a=1,2;b=3>; rel=\"next\" | /3?a=1,2;b=3",
                "</1>; title=\"a, <b>; rel=next\"; rel=prev, </3>; rel=next | /3",
                "</1>; title=\"say \\\"next\\\", <x>; rel=next\"; rel=prev, </3>; rel=next | /3",
                "</3>; title*=UTF-8'de'n%c3%a4chstes%20Kapitel; rel=next | /3",
                "</3>; rel=next; rel=prev | /3",
                "</3>; x; rel=next | /3",
                "</2>; rel=next; anchor=\"/other\", </3>; rel=next | /3",
                "</3>; rel=\"http://example.com/next next\" | /3",
            },
            delimiter = '|')
    void findsTheNext(String header, String target) {
        assertThat(LinkHeader.target(List.of(header), "next")).contains(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "</3>",
                "</3; rel=next",
                "https://a/3; rel=next",
                "</3>; rel",
                "</3>; rel=",
                "</3>; rel=\"prev\"; rel=\"next\"",
                "</3>; rel=nextpage",
                "</3>; rel=\"http://example.com/next\"",
                "</3>; rev=next",
                "</3>; title=\"next; rel=next",
                "x </3>; rel=next",
            })
    void findsNoneWhereThereIsNone(String header) {
        assertThat(LinkHeader.target(List.of(header), "next")).isEmpty();
    }

    @Test
    void aLinkMayStandInAnyOfSeveralHeaders() {
        assertThat(LinkHeader.target(List.of("</1>; rel=prev", "</3>; rel=next"), "next"))
                .isEqualTo(Optional.of("/3"));
    }

    @Test
    void allOfALinkIsRead() {
        assertThat(LinkHeader.links("</a>; rel=\"Next Archives\", </b>; anchor=\"#x\""))
                .containsExactly(new Link("/a", List.of("next", "archives"), true), new Link("/b", List.of(), false));
    }
}
