/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connector.ConnectorException;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A document that was read.
 *
 * @param origin its file or URL
 * @param tree as it was written, for schemas
 * @param api what it says, with its references followed
 */
record Document(String origin, JsonNode tree, OpenAPI api) {

    private static final int MOST_MESSAGES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Document.class);

    static Document parse(String origin, String text) {
        JsonNode tree = DocumentText.tree(origin, text);
        String version = tree.path("openapi").asText();
        if (!version.startsWith("3.0") && !version.startsWith("3.1")) {
            throw ApiDescription.refused(
                    origin,
                    version.isEmpty()
                            ? "it does not begin with 'openapi: 3.0…' or 'openapi: 3.1…'. One of Swagger 2 can be converted,"
                                    + " for example with swagger-converter"
                            : "it is of version " + version + ", and 3.0 and 3.1 are known");
        }
        requireWhole(origin, tree);
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(tree.toString(), null, options);
        if (result.getOpenAPI() == null || result.getOpenAPI().getPaths() == null) {
            throw ApiDescription.refused(origin, reasons(result.getMessages()));
        }
        if (result.getMessages() != null && !result.getMessages().isEmpty()) {
            LOG.warn(
                    "The OpenAPI document '{}' is used although it is not right: {}.",
                    origin,
                    reasons(result.getMessages()));
        }
        return new Document(origin, tree, result.getOpenAPI());
    }

    /** Following a reference elsewhere would let a document read files and ask servers of its own choice. */
    private static void requireWhole(String origin, JsonNode tree) {
        for (JsonNode reference : tree.findValues("$ref")) {
            if (reference.isTextual() && !reference.asText().startsWith("#/")) {
                throw ApiDescription.refused(
                        origin,
                        "it refers to another document, '" + reference.asText()
                                + "'. Bundle them into one first, for example with 'redocly bundle'");
            }
        }
    }

    private static String reasons(List<String> messages) {
        return messages == null || messages.isEmpty()
                ? "it has no paths"
                : String.join("; ", messages.subList(0, Math.min(MOST_MESSAGES, messages.size())));
    }

    boolean isVersion31() {
        return tree.path("openapi").asText().startsWith("3.1");
    }

    ConnectorException refused(String why) {
        return ApiDescription.refused(origin, why);
    }

    /** What stands under these names, one below the other; references to other places of the document are followed. */
    JsonNode at(String... names) {
        JsonNode node = tree;
        for (String name : names) {
            node = followed(node).path(name);
        }
        return followed(node);
    }

    /** What a reference refers to; anything else as it is. */
    JsonNode followed(JsonNode node) {
        JsonNode target = node;
        // A reference to a reference to itself would go on for ever.
        for (int depth = 0; depth < 20 && target.path("$ref").isTextual(); depth++) {
            target = tree.at(pointer(target.path("$ref").asText()));
        }
        return target;
    }

    /** The JSON pointer of a reference, which is the fragment of a URI, in which some characters are percent-encoded. */
    private String pointer(String reference) {
        try {
            return new URI(reference).getFragment();
        } catch (URISyntaxException e) {
            throw refused("the reference '" + reference + "' is none: " + e.getReason());
        }
    }

    /** The parser follows references to parameters in documents of 3.0 alone. */
    Parameter followed(Parameter written) {
        String reference = written.get$ref();
        if (reference == null) {
            return written;
        }
        Map<String, Parameter> known =
                api.getComponents() == null || api.getComponents().getParameters() == null
                        ? Map.of()
                        : api.getComponents().getParameters();
        String pointer = pointer(reference);
        Parameter found = known.get(pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~"));
        if (found == null) {
            throw refused("there is no parameter '" + reference + "', to which it refers");
        }
        return found;
    }
}
