/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NodeServerTest {

    @Test
    void aModuleWithoutAServerIsToldSo() {
        assertThatThrownBy(() -> NodeServer.start(NodeServerTest.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("There is no peer/server.js among the test resources.");
    }
}
