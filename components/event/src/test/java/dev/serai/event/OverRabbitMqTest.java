/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

class OverRabbitMqTest extends OverBrokerContract {

    OverRabbitMqTest() {
        super(Kind.RABBITMQ);
    }
}
