/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.List;

/**
 * A call that is to be made, maybe more than once.
 *
 * @param name for messages
 * @param options without a deadline of its own, which {@code timeout} is
 * @param metadata all but the credentials
 */
record OutgoingCall<Q, R>(
        String name,
        MethodDescriptor<Q, R> method,
        List<Q> requests,
        CallOptions options,
        Metadata metadata,
        Duration timeout,
        ReplyBounds bounds) {}
