/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.EipModel.EipOptionModel;
import org.apache.camel.tooling.model.JsonMapper;

/** Which EIPs take an expression, and which keys are languages; both from Camel's catalog. Immutable. */
final class ExpressionElements {

    private static final String EXPRESSION = "expression";

    private final Set<String> takers = new HashSet<>();
    private final Set<String> needing = new HashSet<>();
    private final Set<String> languages;

    private ExpressionElements(CamelCatalog catalog) {
        languages = new HashSet<>(catalog.findLanguageNames());
        // The catalog calls the bean language by its class; routes call it 'method', and any other one 'language'.
        languages.remove("bean");
        languages.addAll(List.of("method", "language"));
        for (String name : catalog.findModelNames()) {
            if (!languages.contains(name)) {
                add(name, catalog.modelJSonSchema(name));
            }
        }
    }

    /** Reads Camel's catalog the first time; what it says is the same for as long as the process lives. */
    static ExpressionElements ofCamel() {
        return OfCamel.ELEMENTS;
    }

    private void add(String name, String model) {
        // Parsing is dear, and nine models in ten know no expression.
        if (model != null && model.contains('"' + EXPRESSION + '"')) {
            JsonMapper.generateEipModel(model).getOptions().stream()
                    .filter(option -> EXPRESSION.equals(option.getKind()))
                    .forEach(option -> add(name, option));
        }
    }

    private void add(String eip, EipOptionModel option) {
        if (option.getName().equals(EXPRESSION)) {
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

    /** Made when it is first asked for. */
    private static final class OfCamel {
        static final ExpressionElements ELEMENTS = new ExpressionElements(new DefaultCamelCatalog());
    }
}
