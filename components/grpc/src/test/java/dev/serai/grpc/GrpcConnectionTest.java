/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.authentication.Credentials;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.OAuth2Server;
import dev.serai.testkit.SelfSignedCertificate;
import io.grpc.Metadata;
import io.grpc.ServerCredentials;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How connections come about, and who the connector says it is. */
class GrpcConnectionTest extends GrpcServerTest {

    private static final String PASSWORD = "open-sesame-4711";

    @TempDir
    private Path keys;

    @Test
    void aServerIsTrustedByTheAuthorityThatIsGivenAndSeesTheCertificateThatIsGiven() throws Exception {
        SelfSignedCertificate theirs = SelfSignedCertificate.make(keys, "theirs");
        SelfSignedCertificate ours = SelfSignedCertificate.make(keys, "ours");
        ServerCredentials demanding = TlsServerCredentials.newBuilder()
                .keyManager(stream(theirs.certificate()), stream(theirs.key()))
                .trustManager(stream(ours.certificate()))
                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                .build();
        Map<String, String> properties = new HashMap<>();
        properties.put("theirs", theirs.certificate());
        properties.put("ours", ours.certificate());
        properties.put("key", ours.key());
        try (InventoryServer encrypted = InventoryServer.with(demanding, ProtoReflectionServiceV1.newInstance())) {
            String connection = "    connection: { url: \"grpcs://" + encrypted.address() + "\"%s }\n" + ONCE;
            ConnectorException failure =
                    declared(String.format(connection, ""), properties).failure(query("Get"), null, Map.of());
            assertThat(failure.errorCode()).isEqualTo(GrpcErrors.NOT_TRUSTED);
            assertThat(failure.neverSent()).isTrue();
            assertThat(failure)
                    .hasMessageContaining("No encrypted connection to " + encrypted.address() + " came about");
            assertThat(declared(String.format(connection, ", tls: { ca: \"{{theirs}}\" }"), properties)
                            .failure(query("Get"), null, Map.of())
                            .category())
                    .hasToString("CONNECTION");
            assertThat(declared(
                                    String.format(
                                            connection,
                                            ", tls: { ca: \"{{theirs}}\", certificate: \"{{ours}}\", privateKey:"
                                                    + " \"{{key}}\" }"),
                                    properties)
                            .answer(query("Get"), null, Map.of()))
                    .isNotNull();
        }
    }

    @Test
    void withoutChecksAnyCertificateDoes() throws Exception {
        SelfSignedCertificate theirs = SelfSignedCertificate.make(keys, "theirs");
        ServerCredentials plain = TlsServerCredentials.create(stream(theirs.certificate()), stream(theirs.key()));
        try (InventoryServer encrypted = InventoryServer.with(plain, ProtoReflectionServiceV1.newInstance())) {
            String byName = "localhost:" + encrypted.port();
            assertThat(declared(
                                    "    connection: { url: \"grpcs://" + byName
                                            + "\" }\n    options: { verifyTls: false }\n",
                                    Map.of())
                            .answer(query("Get"), null, Map.of()))
                    .isNotNull();
            // The certificate is for 127.0.0.1 alone.
            assertThat(declared(
                                    "    connection: { url: \"grpcs://" + byName + "\", tls: { ca: \"{{theirs}}\" } }\n"
                                            + ONCE,
                                    Map.of("theirs", theirs.certificate()))
                            .failure(query("Get"), null, Map.of())
                            .errorCode())
                    .isEqualTo(GrpcErrors.NOT_TRUSTED);
        }
    }

    @Test
    void plainTextWhereTlsIsExpectedSaysThatEncryptionFailed() throws Exception {
        ConnectorException failure = declared(
                        "    connection: { url: \"grpcs://" + server.address() + "\" }\n" + ONCE, Map.of())
                .failure(query("Get"), null, Map.of());
        assertThat(failure.errorCode()).isEqualTo(GrpcErrors.NOT_TRUSTED);
    }

    @Test
    void certificatesThatAreNoneStopTheStart() {
        assertThatThrownBy(() -> declared(
                        "    connection: { url: \"grpcs://" + server.address() + "\", tls: { ca: nonsense } }\n",
                        Map.of()))
                .hasStackTraceContaining("'connection.tls' cannot be used. Expected certificates in PEM")
                .hasStackTraceContaining("SERAI-CONNECTOR-001");
    }

    @Test
    void basicBearerAndKeysAreMetadata() throws Exception {
        authenticated("type: basic, username: serai, password: \"{{secret}}\"").answer(query("Get"), null, Map.of());
        authenticated("type: bearer, token: \"{{secret}}\"").answer(query("Get"), null, Map.of());
        authenticated("type: apiKey, header: X-Key, key: \"{{secret}}\"").answer(query("Get"), null, Map.of());
        assertThat(server.calls().get(0).header("authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString(("serai:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
        assertThat(server.calls().get(1).header("authorization")).isEqualTo("Bearer " + PASSWORD);
        assertThat(server.calls().get(2).header("x-key")).isEqualTo(PASSWORD);
    }

    private ConnectorRoutes authenticated(String auth) throws Exception {
        return declared(
                "    connection: { url: \"grpc://" + server.address() + "\", auth: { " + auth + " } }\n" + ONCE,
                Map.of("secret", PASSWORD));
    }

    @Test
    void aSecretThatTheServerRepeatsIsMasked() throws Exception {
        server.answer(
                "Get",
                call -> call.fail(
                        Status.PERMISSION_DENIED.withDescription("x".repeat(290) + call.header("authorization"))));
        ConnectorException failure =
                authenticated("type: bearer, token: \"{{secret}}\"").failure(query("Get"), null, Map.of());
        assertThat(failure.getMessage()).doesNotContain("open-").contains("Check 'connection.auth'");
        assertThat(failure.details().toString()).doesNotContain("open-");
    }

    @Test
    void aTokenThatIsRefusedIsReplacedOnceAndTheCallRepeated() throws Exception {
        try (OAuth2Server tokens = OAuth2Server.start()) {
            String[] first = new String[1];
            server.answer("Take", call -> {
                String token = call.header("authorization");
                first[0] = first[0] == null ? token : first[0];
                if (token.equals(first[0])) {
                    call.fail(Status.UNAUTHENTICATED.withDescription("The token was revoked"));
                } else {
                    call.send("{}").end();
                }
            });
            ConnectorRoutes routes = authenticated("type: oauth2, clientId: shop, clientSecret: \"{{secret}}\","
                    + " tokenUrl: \"" + tokens.tokenUrl() + "\"");
            assertThat(routes.answer(call("Take"), null, Map.of())).isNotNull();
            assertThat(server.calls()).hasSize(2);
            assertThat(tokens.requests()).hasSize(2);
            assertThat(routes.connector().retries()).isZero();
        }
    }

    @Test
    void whatIsAlwaysRefusedIsAskedTwiceAndNoMore() throws Exception {
        try (OAuth2Server tokens = OAuth2Server.start()) {
            server.answer("Take", call -> call.fail(Status.UNAUTHENTICATED));
            ConnectorException failure = authenticated("type: oauth2, clientId: shop, clientSecret: \"{{secret}}\","
                            + " tokenUrl: \"" + tokens.tokenUrl() + "\"")
                    .failure(call("Take"), null, Map.of());
            assertThat(failure.errorCode()).isEqualTo(GrpcErrors.NOT_AUTHORIZED);
            assertThat(server.calls()).hasSize(2);
        }
    }

    @Test
    void anAuthorizationServerThatIsAwayIsAFailureBeforeTheCall() throws Exception {
        ConnectorException failure = authenticated("type: oauth2, clientId: shop, clientSecret: \"{{secret}}\","
                        + " tokenUrl: \"http://127.0.0.1:1/token\"")
                .failure(call("Take"), null, Map.of());
        assertThat(failure.code()).isEqualTo("SERAI-CONNECTOR-017");
        assertThat(failure.neverSent()).isTrue();
        assertThat(server.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://a:1 | has the scheme 'http'. Expected grpc://host:port, or grpcs://host:port",
                "a.example.com:443 | Expected grpc://host:port",
                "grpc://a.example.com | has no host and port.",
                "grpc://a:99999 | has no host and port.",
                "grpc://a:1/shop.Inventory | must end with the port. The service and method stand at each call.",
                "grpc://a:1?x=y | must end with the port.",
                "grpc://user@a:1 | must hold no user.",
                "grpc://a b:1 | is not a URL",
            })
    void anAddressThatIsNoneIsRefusedWithWhatToWrite(String url, String expected) {
        assertRefused("    connection: { url: \"" + url + "\" }\n", "'connection.url'", expected);
    }

    @Test
    void whatCannotBeSentIsRefusedInTheDeclaration() {
        String url = "    connection: { url: \"grpc://a:1\", ";
        assertRefused(
                url + "metadata: { authorization: x } }\n", "'connection.metadata' must not hold 'authorization'");
        assertRefused(url + "metadata: { grpc-timeout: x } }\n", "The metadata key 'grpc-timeout' cannot be sent");
        assertRefused(url + "metadata: { a-bin: \"***\" } }\n", "takes bytes, or text in Base64");
        assertRefused(
                url + "auth: { type: apiKey, key: \"{{secret}}\", queryParameter: key } }\n",
                "gRPC has no query parameters");
        assertRefused(
                url + "tls: { certificate: x } }\n",
                "'connection.tls.certificate' and 'connection.tls.privateKey' go together");
        assertRefused(
                url + "}\n    options: { idempotencyMetadata: key-bin }\n", "'options.idempotencyMetadata' must be");
    }

    private void assertRefused(String declaration, String... expected) {
        for (String part : expected) {
            assertThatThrownBy(() -> declared(declaration, Map.of("secret", PASSWORD)))
                    .hasStackTraceContaining(part);
        }
    }

    @Test
    void addressesOfVersion6StandInBrackets() throws Exception {
        ServerAddress address = ServerAddress.of("grpcs://[::1]:443");
        assertThat(address.encrypted()).isTrue();
        assertThat(address).hasToString("[::1]:443");
        assertThat(declared("    connection: { url: \"grpc://[::1]:1\" }\n" + ONCE, Map.of())
                        .failure(query("Get"), null, Map.of()))
                .hasMessageContaining("[::1]:1 cannot be reached");
    }

    @Test
    void bytesOfACredentialThatCannotBeSentAreAFailureOfTheCall() {
        Metadata headers = new Metadata();
        assertThatThrownBy(() -> CallMetadata.add(headers, Credentials.header("X-Token", "a\nb")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("'x-token' cannot be sent");
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
