/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * What a server answered.
 *
 * @param body never null
 */
record HttpReply(int status, MultiMap headers, Buffer body) {

    boolean succeeded() {
        return status >= 200 && status < 300;
    }
}
