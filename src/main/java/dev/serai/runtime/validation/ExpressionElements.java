/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.tooling.model.EipModel;
import org.apache.camel.tooling.model.EipModel.EipOptionModel;

/** Which EIPs take an expression, and which keys are languages; both from Camel's catalog. */
final class ExpressionElements {

    private final Set<String> takers = new HashSet<>();
    private final Set<String> needing = new HashSet<>();
    private final Set<String> languages;

    ExpressionElements(CamelCatalog catalog) {
        languages = new HashSet<>(catalog.findLanguageNames());
        // The catalog calls the bean language by its class; routes call it 'method', and any other one 'language'.
        languages.remove("bean");
        languages.addAll(List.of("method", "language"));
        for (String name : catalog.findModelNames()) {
            EipModel model = catalog.eipModel(name);
            if (model != null && !languages.contains(name)) {
                model.getOptions().stream()
                        .filter(option -> "expression".equals(option.getKind()))
                        .forEach(option -> add(name, option));
            }
        }
    }

    private void add(String eip, EipOptionModel option) {
        if (option.getName().equals("expression")) {
            takers.add(eip);
            if (option.isRequired()) {
                needing.add(eip);
            }
        } else {
            takers.add(option.getName());
        }
    }

    /** Whether a language may stand under this key. */
    boolean takesExpression(String element) {
        return takers.contains(element);
    }

    /** Whether an EIP means nothing without an expression. */
    boolean needsExpression(String eip) {
        return needing.contains(eip);
    }

    boolean isLanguage(String key) {
        return languages.contains(key);
    }
}
