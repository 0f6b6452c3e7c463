/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import com.google.rpc.ErrorDetailsProto;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.Metadata;
import io.grpc.protobuf.ProtoUtils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server tells of a failure beside its status, by {@code google.rpc.Status}.
 *
 * @param shown each a map, with its type under {@code @type}
 * @param retryAfter how long to wait, or null when it does not say
 */
record ErrorDetails(List<Object> shown, Duration retryAfter) {

    private static final int MOST = 5;

    private static final ErrorDetails NONE = new ErrorDetails(List.of(), null);

    private static final Metadata.Key<Status> STATUS =
            Metadata.Key.of("grpc-status-details-bin", ProtoUtils.metadataMarshaller(Status.getDefaultInstance()));

    private static final MessageReading READING =
            new MessageReading(KnownTypes.of(List.of(ErrorDetailsProto.getDescriptor())));

    /** @param trailers of the failure; null for none. Details that cannot be read are left out. */
    static ErrorDetails of(Metadata trailers) {
        if (trailers == null || !trailers.containsKey(STATUS)) {
            return NONE;
        }
        try {
            return of(trailers.get(STATUS));
        } catch (IllegalArgumentException | Mismatch | InvalidProtocolBufferException e) {
            // The status itself is enough to fail with.
            return NONE;
        }
    }

    private static ErrorDetails of(Status status) throws InvalidProtocolBufferException {
        List<Object> shown = new ArrayList<>();
        Duration retryAfter = null;
        for (Any detail : status.getDetailsList()) {
            if (detail.is(RetryInfo.class)) {
                retryAfter = Duration.ofNanos(Math.max(
                        0, Durations.toNanos(detail.unpack(RetryInfo.class).getRetryDelay())));
            }
            if (shown.size() < MOST) {
                shown.add(READING.message(detail));
            }
        }
        return new ErrorDetails(shown, retryAfter);
    }
}
