/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.ConnectorConformance;
import dev.serai.testkit.conformance.Records;
import java.util.List;
import java.util.Map;

/** What the checks of the contract do with files, wherever they lie. */
abstract class StorageConformance extends ConnectorConformance {

    /** What is there at first, by path. */
    static final Map<String, String> FILES = Map.of(
            "hello.txt",
            "hello",
            "fruits.csv",
            "id,name\n1,fig\n2,pear\n3,mango\n4,apple\n5,banana\n6,lime\n",
            "many.csv",
            "id,name\n" + "1,fig\n".repeat(5000));

    /** What the call that changes something writes. */
    static final String CHANGED = "note.txt";

    private static final String IN_ORDER = "A file is read from its beginning to its end.";

    StorageConformance() {
        lacks(Behaviour.REQUIRED_OPTIONS, "A folder, a bucket or a server will do; one of them must be named.");
        lacks(Behaviour.UNSAFE_CHANGES, "Every operation can be repeated.");
        lacks(Behaviour.FILTERING, IN_ORDER);
        lacks(Behaviour.SORTING, IN_ORDER);
        lacks(Behaviour.AGGREGATION, IN_ORDER);
        lacks(Behaviour.TRANSACTIONS, "Each file is written by itself.");
        lacks(Behaviour.IDEMPOTENCY_KEYS, "Every operation can be repeated without a key.");
    }

    @Override
    protected String type() {
        return "file";
    }

    @Override
    protected Call read() {
        return Call.of("read", Map.of("path", "hello.txt", "format", "text")).giving("hello");
    }

    @Override
    protected Call change() {
        return Call.of("write", Map.of("path", CHANGED, "content", "x"));
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
