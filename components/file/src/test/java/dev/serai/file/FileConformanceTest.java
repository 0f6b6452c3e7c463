/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.ConnectorConformance;
import dev.serai.testkit.conformance.Records;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The file connector keeps the contract with a folder of this machine. */
class FileConformanceTest extends ConnectorConformance {

    private static final String NO_SERVER = "A folder of this machine has no server.";
    private static final String IN_ORDER = "A file is read from its beginning to its end.";

    @TempDir
    private Path folder;

    FileConformanceTest() {
        lacks(Behaviour.REQUIRED_OPTIONS, "A folder or a server will do; one of them must be named.");
        lacks(Behaviour.SECRETS, "A folder needs no password.");
        lacks(Behaviour.CREDENTIALS, "A folder needs no password.");
        lacks(Behaviour.CONNECTING_REACHES_THE_SYSTEM, NO_SERVER);
        lacks(Behaviour.STOPPING, NO_SERVER);
        lacks(Behaviour.HOLDING, NO_SERVER);
        lacks(Behaviour.COUNTING_CALLS, NO_SERVER);
        lacks(Behaviour.COUNTING_CONNECTIONS, NO_SERVER);
        lacks(Behaviour.OWN_TIMEOUT, "A disk answers or fails.");
        lacks(Behaviour.UNSAFE_CHANGES, "Every operation can be repeated.");
        lacks(Behaviour.FILTERING, IN_ORDER);
        lacks(Behaviour.SORTING, IN_ORDER);
        lacks(Behaviour.AGGREGATION, IN_ORDER);
        lacks(Behaviour.TRANSACTIONS, "Each file is written by itself.");
        lacks(Behaviour.IDEMPOTENCY_KEYS, "Every operation can be repeated without a key.");
        lacks(Behaviour.CANCELLATION, "What a disk has begun it ends.");
    }

    @Override
    protected String type() {
        return "file";
    }

    @Override
    protected SystemUnderTest system() {
        return new SystemUnderTest() {
            @Override
            public void reset() {
                write("hello.txt", "hello");
                write("fruits.csv", "id,name\n1,fig\n2,pear\n3,mango\n4,apple\n5,banana\n6,lime\n");
                write("many.csv", "id,name\n" + "1,fig\n".repeat(5000));
            }

            @Override
            public int effects() {
                return Files.exists(folder.resolve("note.txt")) ? 1 : 0;
            }
        };
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("connection.directory", folder.toString());
    }

    @Override
    protected Call read() {
        return Call.of("read", Map.of("path", "hello.txt", "format", "text")).giving("hello");
    }

    @Override
    protected Call change() {
        return Call.of("write", Map.of("path", "note.txt", "content", "x"));
    }

    @Override
    protected Call refused() {
        return Call.of("read", Map.of("path", "nobody-wrote-this.txt"));
    }

    @Override
    protected Records records() {
        return new Records(
                "fruits.csv",
                Map.of(),
                List.of(
                        Map.of("id", "1", "name", "fig"),
                        Map.of("id", "2", "name", "pear"),
                        Map.of("id", "3", "name", "mango"),
                        Map.of("id", "4", "name", "apple"),
                        Map.of("id", "5", "name", "banana"),
                        Map.of("id", "6", "name", "lime")),
                "name");
    }

    @Override
    protected Records manyRecords() {
        return new Records("many.csv", Map.of(), records().rows(), "name");
    }
}
