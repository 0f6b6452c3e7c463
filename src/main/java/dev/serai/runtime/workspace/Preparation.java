/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.runtime.validation.WorkspaceValidator;
import dev.serai.store.SqliteStore;
import dev.serai.workflow.value.ValueCodec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/**
 * Loads what a start of a workspace needs, on threads of its own: much of a start is loading classes, which a second
 * processor can do while the first one reads the command and the files.
 */
public final class Preparation {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static final AtomicBoolean VALIDATES = new AtomicBoolean();
    private static final CountDownLatch LOGS = new CountDownLatch(1);

    private Preparation() {}

    /** Begins with what any start needs, unless that has begun before; returns at once. Thread-safe. */
    public static void begin() {
        begin(BEGUN, () -> {
            log();
            digest();
            // Looked for in each jar of the class path, so that all of them are open.
            var unused = ClassLoader.getSystemResource("META-INF/serai/none");
            var unusedMapper = new ObjectMapper();
            SqliteStore.prepare();
            ValueCodec codec = new ValueCodec();
            codec.decode(codec.encode("body", new LinkedHashMap<>(Map.of("headers", List.of()))));
        });
    }

    /** Begins with what a validation needs, unless that has begun before; returns at once. Thread-safe. */
    static void ofValidation() {
        begin(VALIDATES, WorkspaceValidator::prepare);
    }

    /** Java looks for the algorithm among all that it has. */
    private static void digest() {
        try {
            var unused = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static void log() {
        try {
            var unused = LoggerFactory.getILoggerFactory();
        } finally {
            LOGS.countDown();
        }
    }

    /** While one thread begins to log, others would get stand-ins. Returns when that is over. */
    public static void awaitLogging() {
        try {
            if (BEGUN.get()) {
                LOGS.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void begin(AtomicBoolean begun, Runnable loading) {
        if (begun.compareAndSet(false, true)) {
            Thread thread = new Thread(loading, "preparation");
            thread.setDaemon(true);
            thread.start();
        }
    }
}
