/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.HttpConnectorConformance;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The gRPC connector keeps the contract. */
class GrpcConformanceTest extends HttpConnectorConformance {

    private static final String NO_RECORDS = "Every service lists what it has in its own way.";
    private static final String NO_PLACE = "The messages of a stream start routes, but have no place to go on from.";

    private static InventorySystem system;

    GrpcConformanceTest() {
        lacks(Behaviour.UNSUPPORTED_REQUESTS, NO_RECORDS);
        lacks(Behaviour.STREAMING, NO_PLACE);
        lacks(Behaviour.RESUMABLE_STREAMS, NO_PLACE);
        lacks(Behaviour.PAGINATION, NO_RECORDS);
        lacks(Behaviour.TOTALS, NO_RECORDS);
        lacks(Behaviour.OFFSETS, NO_RECORDS);
        lacks(Behaviour.FILTERING, NO_RECORDS);
        lacks(Behaviour.SORTING, NO_RECORDS);
        lacks(Behaviour.AGGREGATION, NO_RECORDS);
        lacks(Behaviour.TRANSACTIONS, "gRPC has none.");
    }

    @BeforeAll
    static void startServer() {
        system = new InventorySystem(USER, PASSWORD);
    }

    @AfterAll
    static void stopServer() {
        system.close();
    }

    @Override
    protected String type() {
        return "grpc";
    }

    @Override
    protected SystemUnderTest system() {
        return system;
    }

    @Override
    protected String url() {
        return system.url();
    }

    /** All channels of a virtual machine share gRPC's threads. */
    @Override
    protected String sharedThreads() {
        return "grpc-.*|globalEventExecutor-.*";
    }

    @Override
    protected Call read() {
        return get("A-7").giving(item());
    }

    private static Map<String, Object> item() {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("sku", "A-7");
        item.put("quantity", 0);
        item.put("note", "hello");
        return item;
    }

    private static Call get(String sku) {
        return Call.of("query", Map.of("method", "shop.Inventory/Get", "request", Map.of("sku", sku)));
    }

    @Override
    protected Call change() {
        return Call.of("call", Map.of("method", "shop.Inventory/Take", "request", Map.of("sku", "A-7")));
    }

    @Override
    protected Call refused() {
        return get("refused");
    }
}
