/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.http;

/** The route, for bare Camel and for Serai; they differ in the call of the other service alone. */
final class Routes {

    private static final String BEGINNING = """
            - route:
                id: order
                from:
                  uri: platform-http:/orders
                  parameters: { httpMethodRestrict: POST }
                  steps:
                    - unmarshal: { json: {} }
                    - setVariables:
                        variables:
                          - { name: order, jsonpath: { expression: "$.id" } }
                          - { name: customer, jsonpath: { expression: "$.customer.number" } }
                          - { name: country, jsonpath: { expression: "$.delivery.country" } }
                          - { name: sku, jsonpath: { expression: "$.lines[0].sku" } }
                          - { name: quantity, jsonpath: { expression: "$.lines[0].quantity" } }
            """;

    private static final String END = """
                    - setVariable: { name: article, simple: "${body}" }
                    - setBody: { simple: "${variables}" }
                    - marshal: { json: {} }
                    - setHeader: { name: Content-Type, constant: application/json }
            """;

    static final String SERAI = BEGINNING + """
                    - to:
                        uri: connector:articles/GET
                        parameters: { endpoint: "/articles/{sku}" }
            """ + END;

    private Routes() {}

    /** As Camel's pages show it: the method and the path are headers. */
    static String bare(int upstream) {
        return BEGINNING + """
                    - removeHeaders: { pattern: "CamelHttp*" }
                    - setHeader: { name: CamelHttpMethod, constant: GET }
                    - setHeader: { name: CamelHttpPath, simple: "/articles/${variable.sku}" }
                    - setBody: { constant: "" }
                    - to: { uri: "http://127.0.0.1:%d" }
                    - unmarshal: { json: {} }
            """.formatted(upstream) + END;
    }

    static String connectors(int upstream) {
        return """
                connectors:
                  - name: articles
                    type: rest
                    connection: { url: "http://127.0.0.1:%d" }
                    # As many for each event loop as the service by hand has.
                    options: { maxConnectionsPerHost: 96 }
                """.formatted(upstream);
    }
}
