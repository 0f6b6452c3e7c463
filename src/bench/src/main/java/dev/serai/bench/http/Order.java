/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.http;

import java.util.Locale;

/** What is ordered, and what the other service says of it. */
final class Order {

    /** About 500 bytes. */
    static final String JSON = """
            {"id":"SO-2026-104711","placed":"2026-10-14T09:26:53Z","currency":"EUR","channel":"web",\
            "customer":{"number":"C-20817","name":"Ada Example","email":"ada@example.com","language":"en"},\
            "delivery":{"street":"1 Example Street","postcode":"10115","city":"Berlin","country":"DE"},\
            "lines":[{"sku":"CHO-DARK-70","quantity":3,"price":449},{"sku":"TEA-MINT-50","quantity":1,"price":325}],\
            "notes":"Please ring twice, the bell of the second floor is hard to hear from the garden."}""";

    private Order() {}

    /** What the other service answers for an article. */
    static String article(String sku) {
        return String.format(
                Locale.ROOT,
                "{\"sku\":\"%s\",\"title\":\"Dark chocolate, 70 percent\",\"stock\":1240,\"price\":449,\"weight\":100}",
                sku);
    }
}
