/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import dev.serai.connector.Caller;

/** Which names MongoDB allows for databases, collections and fields, and which of them a call may use. */
final class Names {

    /** The field that every document has, and that is its key. */
    static final String ID = "_id";

    private static final int LONGEST_COLLECTION = 200;

    private Names() {}

    static boolean isDatabase(String name) {
        return name.matches("[^/\\\\. \"$*<>:|?\\x00]{1,63}");
    }

    /** @throws dev.serai.connector.ConnectorException when it is none, or one of the server's own */
    static String collection(String name, Caller caller) {
        if (name.isEmpty()
                || name.length() > LONGEST_COLLECTION
                || name.indexOf('$') >= 0
                || name.indexOf('\0') >= 0
                || name.startsWith("system.")
                || name.startsWith(".")
                || name.endsWith(".")) {
            throw caller.failure(
                            MongoDbErrors.NAME_REFUSED,
                            "'" + name + "' is no name of a collection that a call may use. Expected 1 to 200"
                                    + " characters, no '$', no '.' at either end, and not 'system.' in front.")
                    .neverSent()
                    .build();
        }
        return name;
    }

    /**
     * A field, or one inside others: {@code customer.address.city}.
     *
     * @throws dev.serai.connector.ConnectorException when it is none, or an operator
     */
    static String field(String path, Caller caller) {
        for (String name : path.split("\\.", -1)) {
            if (name.isEmpty() || name.startsWith("$") || name.indexOf('\0') >= 0) {
                throw caller.failure(
                                MongoDbErrors.NAME_REFUSED,
                                "'" + path + "' is no field. Expected a name, or several with '.' between them, none of"
                                        + " them empty and none with '$' in front.")
                        .neverSent()
                        .build();
            }
        }
        return path;
    }
}
