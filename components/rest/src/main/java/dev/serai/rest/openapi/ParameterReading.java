/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import dev.serai.connector.Field;
import dev.serai.connector.Names;
import dev.serai.rest.openapi.DescribedParameter.Place;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Gives each parameter of one operation an input of its own. */
final class ParameterReading {

    /** To be passed over by OpenAPI's rule: contents and credentials say these. */
    private static final Set<String> OF_THE_CALL = Set.of("accept", "content-type", "authorization");

    private final Document document;
    private final String operationId;
    private final Set<String> taken;
    private final List<Field> fields = new ArrayList<>();
    private final List<DescribedParameter> parameters = new ArrayList<>();

    /** @param taken names that no parameter's input may have */
    ParameterReading(Document document, String operationId, Set<String> taken) {
        this.document = document;
        this.operationId = operationId;
        this.taken = taken;
    }

    List<Field> fields() {
        return fields;
    }

    List<DescribedParameter> parameters() {
        return parameters;
    }

    void add(Parameter written) {
        if (written.getIn() == null || written.getName() == null) {
            throw document.refused("a parameter of the operation '" + operationId + "' has no 'in' or no 'name'");
        }
        Place place = Place.of(written.getIn());
        if (place == Place.HEADER && OF_THE_CALL.contains(written.getName().toLowerCase(Locale.ROOT))) {
            return;
        }
        String field = freeName(written.getName(), place);
        fields.add(field(field, place, written));
        parameters.add(new DescribedParameter(
                field, written.getName(), place, style(written, place), explode(written, place)));
    }

    /** A name that an option and a header can have: {@code X-Request-ID} becomes {@code xRequestId}. */
    private String freeName(String name, Place place) {
        String plain = WrittenName.camelCase(name);
        String withPlace = plain + WrittenName.camelCase("in " + place.name()).substring("in".length());
        return Stream.of(plain, withPlace)
                .filter(candidate -> !candidate.isEmpty() && !isTaken(candidate))
                .findFirst()
                .orElseThrow(() -> document.refused("the parameter '" + name + "' of the operation '" + operationId
                        + "' cannot be told from another one"));
    }

    private boolean isTaken(String candidate) {
        return taken.stream().anyMatch(name -> Names.same(name, candidate))
                || fields.stream().anyMatch(field -> Names.same(field.name(), candidate));
    }

    private static Field field(String name, Place place, Parameter written) {
        Schema<?> schema = written.getSchema();
        Field.Type type = type(schema);
        String description = description(place, written);
        // A path's parameter may also come from a header, a variable or the body, as in any endpoint.
        boolean required = Boolean.TRUE.equals(written.getRequired()) && place != Place.PATH;
        Field field = required ? Field.required(name, type, description) : Field.optional(name, type, description);
        if (schema == null) {
            return field;
        }
        if (schema.getEnum() != null && type == Field.Type.STRING) {
            return field.oneOf(schema.getEnum().stream()
                    .filter(Objects::nonNull)
                    .map(String::valueOf)
                    .toArray(String[]::new));
        }
        boolean number = type == Field.Type.INTEGER || type == Field.Type.NUMBER;
        return number ? field.between(bound(schema.getMinimum()), bound(schema.getMaximum())) : field;
    }

    private static String bound(BigDecimal value) {
        return value == null ? "" : value.toPlainString();
    }

    private static Field.Type type(Schema<?> schema) {
        return switch (SchemaType.of(schema)) {
            case "string" -> Field.Type.STRING;
            case "integer" -> Field.Type.INTEGER;
            case "number" -> Field.Type.NUMBER;
            case "boolean" -> Field.Type.BOOLEAN;
            case "array" -> Field.Type.LIST;
            case "object" -> Field.Type.MAP;
            default -> Field.Type.ANY;
        };
    }

    private static String description(Place place, Parameter written) {
        String said = written.getDescription() == null
                ? ""
                : written.getDescription().strip().lines().findFirst().orElse("");
        String where = place == Place.PATH
                ? "In the path. By default the message header, variable or field of a body of the name '"
                        + written.getName() + "'."
                : "The " + (place == Place.QUERY ? "query" : place.name().toLowerCase(Locale.ROOT)) + " parameter '"
                        + written.getName() + "'.";
        return said.isEmpty() ? where : (said.endsWith(".") ? said : said + ".") + " " + where;
    }

    /** By OpenAPI's defaults. */
    private static String style(Parameter written, Place place) {
        return written.getStyle() != null
                ? written.getStyle().toString()
                : place == Place.QUERY || place == Place.COOKIE ? "form" : "simple";
    }

    private static boolean explode(Parameter written, Place place) {
        return written.getExplode() != null
                ? written.getExplode()
                : style(written, place).equals("form");
    }
}
