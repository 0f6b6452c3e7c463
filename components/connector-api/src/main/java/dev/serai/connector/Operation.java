/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

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
 * @param output what comes back, in one sentence
 * @param readOnly it changes nothing on the other side, so it may run at any time
 * @param idempotent running it twice leaves the same state as running it once, so a failed call may be repeated
 */
public record Operation(
        String name,
        String description,
        Kind kind,
        List<Field> fields,
        String payload,
        String output,
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
        if (payload != null && fields.stream().noneMatch(field -> field.name().equals(payload))) {
            throw new IllegalArgumentException("Operation " + name + " has no field " + payload + " for its payload.");
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
        private final List<Field> fields = new java.util.ArrayList<>();
        private String payload;
        private String output = "";
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

        public Builder output(String text) {
            output = text;
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
            return new Operation(name, description, kind, fields, payload, output, readOnly, idempotent);
        }
    }
}
