/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.Set;

/** The messages that the JSON mapping of Protocol Buffers writes in a way of their own. */
final class WellKnownTypes {

    static final String VALUE = "google.protobuf.Value";
    static final String STRUCT = "google.protobuf.Struct";
    static final String LIST_VALUE = "google.protobuf.ListValue";
    static final String ANY = "google.protobuf.Any";
    static final String TIMESTAMP = "google.protobuf.Timestamp";
    static final String DURATION = "google.protobuf.Duration";
    static final String FIELD_MASK = "google.protobuf.FieldMask";

    /** The entry of a map that says what an Any holds. */
    static final String TYPE = "@type";

    /** The entry of a map that has the content of an Any that is no map of fields. */
    static final String CONTENT = "value";

    private static final Set<String> WRAPPERS = Set.of(
            "google.protobuf.DoubleValue",
            "google.protobuf.FloatValue",
            "google.protobuf.Int64Value",
            "google.protobuf.UInt64Value",
            "google.protobuf.Int32Value",
            "google.protobuf.UInt32Value",
            "google.protobuf.BoolValue",
            "google.protobuf.StringValue",
            "google.protobuf.BytesValue");

    private static final Set<String> OTHERS = Set.of(VALUE, STRUCT, LIST_VALUE, ANY, TIMESTAMP, DURATION, FIELD_MASK);

    private WellKnownTypes() {}

    static boolean isOne(Descriptor type) {
        return OTHERS.contains(type.getFullName()) || isWrapper(type);
    }

    /** Whether it is a message around one value, which stands for it. */
    static boolean isWrapper(Descriptor type) {
        return WRAPPERS.contains(type.getFullName());
    }
}
