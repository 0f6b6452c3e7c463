/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The file connector keeps the contract with a folder of this machine. */
class FileConformanceTest extends StorageConformance {

    private static final String NO_SERVER = "A folder of this machine has no server.";

    @TempDir
    private Path folder;

    FileConformanceTest() {
        lacks(Behaviour.SECRETS, "A folder needs no password.");
        lacks(Behaviour.CREDENTIALS, "A folder needs no password.");
        lacks(Behaviour.CONNECTING_REACHES_THE_SYSTEM, NO_SERVER);
        lacks(Behaviour.STOPPING, NO_SERVER);
        lacks(Behaviour.HOLDING, NO_SERVER);
        lacks(Behaviour.COUNTING_CALLS, NO_SERVER);
        lacks(Behaviour.COUNTING_CONNECTIONS, NO_SERVER);
        lacks(Behaviour.OWN_TIMEOUT, "A disk answers or fails.");
        lacks(Behaviour.CANCELLATION, "What a disk has begun it ends.");
    }

    @Override
    protected String variant() {
        return "local";
    }

    @Override
    protected SystemUnderTest system() {
        return new SystemUnderTest() {
            @Override
            public void reset() {
                ServerUnderTest.put(folder, FILES);
            }

            @Override
            public int effects() {
                return Files.exists(folder.resolve(CHANGED)) ? 1 : 0;
            }
        };
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("connection.directory", folder.toString());
    }
}
