/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

class OverKafkaTest extends OverBrokerContract {

    OverKafkaTest() {
        super(Kind.KAFKA);
    }
}
