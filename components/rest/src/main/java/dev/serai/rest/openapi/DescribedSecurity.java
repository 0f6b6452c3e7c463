/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whom an API lets call an operation, by its document.
 *
 * @param alternatives each a list of what must be shown together; none when everybody may call
 */
public record DescribedSecurity(List<List<Scheme>> alternatives) {

    public DescribedSecurity {
        alternatives = List.copyOf(alternatives);
    }

    /**
     * A way to show who one is.
     *
     * @param name in the document
     * @param type {@code apiKey}, {@code http}, {@code mutualTLS}, {@code oauth2} or {@code openIdConnect}
     * @param place for apiKey, {@code header}, {@code query} or {@code cookie}
     * @param parameter for apiKey, the name of the header or parameter
     */
    public record Scheme(String name, String type, String place, String parameter) {}

    /** An operation's own rule stands in place of the whole document's. */
    static DescribedSecurity of(Document document, JsonNode operation) {
        JsonNode rule = operation.has("security")
                ? operation.path("security")
                : document.tree().path("security");
        List<List<Scheme>> alternatives = new ArrayList<>();
        rule.forEach(alternative -> {
            List<Scheme> together = new ArrayList<>();
            alternative.fieldNames().forEachRemaining(name -> together.add(scheme(document, name)));
            alternatives.add(List.copyOf(together));
        });
        return new DescribedSecurity(alternatives);
    }

    private static Scheme scheme(Document document, String name) {
        JsonNode scheme = document.at("components", "securitySchemes", name);
        return new Scheme(
                name,
                scheme.path("type").asText(),
                scheme.path("in").asText(),
                scheme.path("name").asText());
    }

    /** Whether who shows these may call. */
    public boolean letsIn(Predicate<Scheme> shown) {
        return alternatives.isEmpty()
                || alternatives.stream().anyMatch(together -> together.stream().allMatch(shown));
    }
}
