/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

/**
 * Headers with a meaning of their own. They begin with {@code Camel}, so Camel's HTTP header filters keep outside
 * callers from setting them.
 */
public final class ConnectorHeaders {

    /** The same for every repetition of one logical call or start. */
    public static final String IDEMPOTENCY_KEY = "CamelSeraiIdempotencyKey";

    /** The file, table or collection that a streamed record came from. */
    public static final String RESOURCE = "CamelSeraiResource";

    /** Names a streamed record within its resource: its row number, its key. */
    public static final String RECORD_ID = "CamelSeraiRecordId";

    private ConnectorHeaders() {}
}
