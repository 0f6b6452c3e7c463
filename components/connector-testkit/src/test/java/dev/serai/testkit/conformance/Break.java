/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.connector.ConnectorFactory;

/**
 * A way in which a connector breaks the contract.
 *
 * @param check the check that must notice
 * @param how what the connector does wrong
 * @param factory makes such connectors
 */
record Break(String check, String how, ConnectorFactory<?> factory) {

    @Override
    public String toString() {
        return check + " notices one that " + how;
    }
}
