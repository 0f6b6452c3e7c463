/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing a connector can do.
 *
 * @param name camelCase, as routes write it: {@code connector:orders-db/bulkInsert}
 * @param description one sentence
 * @param kind how routes use it
 * @param fields its inputs
 * @param payload the field that takes the message body, or null when the body is not an input
 * @param resource the field that names what the call reads or changes (a table, a path), or null
 * @param output what comes back, in one sentence
 * @param outputType what kind of value comes back
 * @param metadata what comes back beside the output, as headers {@code CamelSerai…}
 * @param readOnly it changes nothing on the other side, so it may run at any time
 * @param idempotent running it twice leaves the same state as running it once, so a failed call may be repeated
 */
public record Operation(
        String name,
        String description,
        Kind kind,
        List<Field> fields,
        String payload,
        String resource,
        String output,
        Field.Type outputType,
        List<Field> metadata,
        boolean readOnly,
        boolean idempotent) {

    /** How routes use an operation. */
    public enum Kind {
        /** Called by {@code to:}, once per message. */
        CALL,
        /** Consumed by {@code from:}, which emits a message per record. */
        STREAM
    }

    public Operation {
        fields = List.copyOf(fields);
        metadata = List.copyOf(metadata);
        requireField(name, fields, payload);
        requireField(name, fields, resource);
    }

    private static void requireField(String operation, List<Field> fields, String name) {
        if (name != null && fields.stream().noneMatch(field -> field.name().equals(name))) {
            throw new IllegalArgumentException("Operation " + operation + " has no field " + name + ".");
        }
    }

    /** Finds an input field; case, {@code _} and {@code -} do not matter. */
    public Optional<Field> field(String fieldName) {
        return fields.stream()
                .filter(field -> Names.same(field.name(), fieldName))
                .findFirst();
    }

    /** An operation that is called by {@code to:}. Neither read-only nor idempotent until said so. */
    public static Builder call(String name, String description) {
        return new Builder(name, description, Kind.CALL);
    }

    /** An operation that is consumed by {@code from:}. */
    public static Builder stream(String name, String description) {
        return new Builder(name, description, Kind.STREAM).readOnly();
    }

    /** Collects an operation's parts. */
    public static final class Builder {
        private final String name;
        private final String description;
        private final Kind kind;
        private final List<Field> fields = new ArrayList<>();
        private String payload;
        private final List<Field> metadata = new ArrayList<>();
        private String resource;
        private String output = "";
        private Field.Type outputType = Field.Type.ANY;
        private boolean readOnly;
        private boolean idempotent;

        private Builder(String name, String description, Kind kind) {
            this.name = name;
            this.description = description;
            this.kind = kind;
        }

        public Builder field(Field field) {
            fields.add(field);
            return this;
        }

        /** Adds a field and makes it the one that takes the message body. */
        public Builder payload(Field field) {
            fields.add(field);
            payload = field.name();
            return this;
        }

        /** Names the field whose value says what the call reads or changes. */
        public Builder resource(String fieldName) {
            resource = fieldName;
            return this;
        }

        /** What comes back, of any kind, in one sentence. */
        public Builder output(String text) {
            return output(Field.Type.ANY, text);
        }

        /** What comes back, in one sentence. */
        public Builder output(Field.Type type, String text) {
            outputType = type;
            output = text;
            return this;
        }

        /** Something that comes back beside the output: {@code rowCount} is the header {@code CamelSeraiRowCount}. */
        public Builder metadata(String metadataName, Field.Type type, String text) {
            metadata.add(Field.optional(metadataName, type, text));
            return this;
        }

        /** Changes nothing on the other side; such an operation is idempotent too. */
        public Builder readOnly() {
            readOnly = true;
            idempotent = true;
            return this;
        }

        public Builder idempotent() {
            idempotent = true;
            return this;
        }

        public Operation build() {
            return new Operation(
                    name,
                    description,
                    kind,
                    fields,
                    payload,
                    resource,
                    output,
                    outputType,
                    metadata,
                    readOnly,
                    idempotent);
        }
    }
}
