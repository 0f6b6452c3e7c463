/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.MockWebServerWrapper;
import no.nav.security.mock.oauth2.http.Route;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OAuth2ProviderTest extends AuthenticationTest {

    private final MockWebServerWrapper http = new MockWebServerWrapper();
    private final Queue<MockResponse> answers = new ConcurrentLinkedQueue<>();
    private MockOAuth2Server server;
    private String tokenUrl;

    @BeforeEach
    void startServer() {
        server = new MockOAuth2Server(
                new OAuth2Config(false, null, null, true, new OAuth2TokenProvider(), java.util.Set.of(), http),
                new Route[0]);
        server.start(InetAddress.getLoopbackAddress(), 0);
        Dispatcher usual = http.getMockWebServer().getDispatcher();
        http.getMockWebServer().setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                MockResponse told = answers.poll();
                return told == null ? usual.dispatch(request) : told;
            }
        });
        tokenUrl = "http://localhost:" + http.getMockWebServer().getPort() + "/default/token";
    }

    @AfterEach
    void stopServer() {
        server.shutdown();
    }

    @Test
    void fiftyCallersAtOnceShareOneTokenRequest() throws Exception {
        AuthenticationProvider provider = clientCredentials("");
        List<CompletableFuture<Credentials>> callers = new ArrayList<>();

        for (int caller = 0; caller < 50; caller++) {
            callers.add(CompletableFuture.supplyAsync(provider::credentials).thenCompose(credentials -> credentials));
        }
        CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).join();

        assertThat(callers).extracting(CompletableFuture::join).containsOnly(now(provider));
        assertThat(requests()).hasSize(1);
    }

    @Test
    void theRequestHoldsWhatIsDeclared() throws Exception {
        now(clientCredentials(", scopes: [read, write], audience: api, tokenParameters: { tenant: shop }"));
        now(clientCredentials(", clientAuthentication: post"));

        assertThat(requests())
                .satisfiesExactly(
                        basic -> {
                            assertThat(basic).startsWith("Basic c2hvcDpzM2NyM3Q= ");
                            assertThat(basic)
                                    .contains(
                                            "grant_type=client_credentials",
                                            "scope=read+write",
                                            "audience=api",
                                            "tenant=shop");
                        },
                        post -> assertThat(post)
                                .startsWith("null ")
                                .contains("client_id=shop", "client_secret=s3cr3t"));
    }

    @Test
    void aTokenIsKeptUntilShortlyBeforeItExpires() throws Exception {
        answer(200, token("one", ", \"expires_in\": 600"));
        answer(200, token("two", ", \"expires_in\": 600"));
        AuthenticationProvider provider = clientCredentials("");
        assertThat(token(now(provider))).isEqualTo("one");

        clock.pass(Duration.ofSeconds(569));
        assertThat(token(now(provider))).isEqualTo("one");
        clock.pass(Duration.ofSeconds(1));

        assertThat(token(now(provider))).isEqualTo("two");
        assertThat(requests()).hasSize(2);
    }

    @Test
    void aTokenThatLivesShorterThanTheSkewIsUsedForHalfItsLife() {
        answer(200, token("one", ", \"expires_in\": 20"));
        answer(200, token("two", ", \"expires_in\": 20"));
        AuthenticationProvider provider = clientCredentials("");

        assertThat(token(now(provider))).isEqualTo("one");
        clock.pass(Duration.ofSeconds(9));
        assertThat(token(now(provider))).isEqualTo("one");
        clock.pass(Duration.ofSeconds(1));
        assertThat(token(now(provider))).isEqualTo("two");
    }

    @Test
    void expiryFollowsTheDeclaredRule() {
        camelContext.getRegistry().bind("rule", ExpiryRule.class, (ExpiryRule) answer -> Optional.of(
                answer.received().plusSeconds(((Number) answer.parameters().get("lives")).longValue())));

        renewsAfter(Duration.ofMinutes(4).plusSeconds(30), clientCredentials(""), "");
        renewsAfter(Duration.ofMinutes(19).plusSeconds(30), clientCredentials(", expiry: 20m"), "");
        renewsAfter(Duration.ofSeconds(70), clientCredentials(", expiry: '#bean:rule'"), ", \"lives\": 100");
    }

    private void renewsAfter(Duration life, AuthenticationProvider provider, String more) {
        answer(200, token("one", more));
        answer(200, token("two", more));
        assertThat(token(now(provider))).isEqualTo("one");
        clock.pass(life.minusSeconds(1));
        assertThat(token(now(provider))).isEqualTo("one");
        clock.pass(Duration.ofSeconds(1));
        assertThat(token(now(provider))).isEqualTo("two");
    }

    @Test
    void theTokensOwnClaimCountsWhereDeclaredOrWhereTheServerSaysNothing() throws Exception {
        for (String expiry : List.of("", ", expiry: jwt")) {
            String jwt = server.issueToken("default", "shop", "api", java.util.Map.of(), 700)
                    .serialize();
            answer(200, token(jwt, expiry.isEmpty() ? "" : ", \"expires_in\": 5"));
            AuthenticationProvider provider = clientCredentials(expiry);
            int before = requests().size();

            now(provider);
            clock.pass(Duration.ofMinutes(10));
            now(provider);
            assertThat(requests()).hasSize(before + 1);
            clock.pass(Duration.ofSeconds(80));
            now(provider);
            assertThat(requests()).hasSize(before + 2);
            clock.pass(Duration.ofSeconds(-680));
        }
    }

    @Test
    void aRefreshTokenThatTheServerReplacesIsUsedFromThenOn() throws Exception {
        answer(200, token("one", ", \"expires_in\": 60, \"refresh_token\": \"second-r\""));
        answer(200, token("two", ", \"expires_in\": 60"));
        answer(200, token("three", ", \"expires_in\": 60"));
        AuthenticationProvider provider = refreshToken();

        for (int turn = 0; turn < 3; turn++) {
            now(provider);
            clock.pass(Duration.ofMinutes(2));
        }

        assertThat(requests())
                .satisfiesExactly(
                        first -> assertThat(first).contains("refresh_token=first-r"),
                        second -> assertThat(second).contains("refresh_token=second-r"),
                        third -> assertThat(third).contains("refresh_token=second-r"));
    }

    @Test
    void aRealServerRotatesToo() throws Exception {
        AuthenticationProvider provider = refreshToken();
        now(provider);
        clock.pass(Duration.ofHours(2));
        now(provider);

        assertThat(requests()).hasSize(2);
        assertThat(requests().get(1)).contains("refresh_token=").doesNotContain("first-r");
    }

    @Test
    void aRefusalSaysWhatTheServerSaidWithoutASecretAndIsNotRemembered() {
        redaction.add("first-r");
        answer(400, "{\"error\":\"invalid_grant\",\"error_description\":\"The token first-r has expired\"}");
        AuthenticationProvider provider = refreshToken();

        ConnectorException refusal = failure(provider);

        assertThat(refusal.errorCode()).isEqualTo(ConnectorErrors.AUTHENTICATION);
        assertThat(refusal.recoverable()).isFalse();
        assertThat(refusal)
                .hasMessage("SERAI-CONNECTOR-016: The authorization server "
                        + "localhost:" + http.getMockWebServer().getPort()
                        + " refused to give a token: it answered 400 with the error 'invalid_grant': The token ***"
                        + " has expired. Check 'connection.auth' of the connector.");
        assertThat(now(provider).headers()).containsKey("Authorization");
    }

    @Test
    void anAnswerThatIsNoTokenIsRefusedWithoutShowingIt() {
        answer(200, "{\"access_tokn\":\"abc-secret\"}");

        assertThat(failure(clientCredentials("")))
                .hasMessageContaining("answered 200, but not with a token")
                .hasNoCause()
                .hasMessageNotContaining("abc-secret");
    }

    @Test
    void aServerThatIsAwayIsRecoverableAndNothingWasSent() throws Exception {
        answer(503, "{}");
        answer(new MockResponse().setHeadersDelay(5, TimeUnit.SECONDS));
        AuthenticationProvider provider = clientCredentials(", tokenTimeout: 200ms");
        ConnectorException busy = failure(provider);
        ConnectorException slow = failure(provider);
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        ConnectorException unreached = failure(provider(
                "{ type: oauth2, tokenUrl: 'http://localhost:" + closed + "/t', clientId: c, clientSecret: s3cr3t }"));

        assertThat(busy).hasMessageContaining("answered 503.");
        assertThat(slow).hasMessageContaining("did not answer within 200 ms ('connection.auth.tokenTimeout').");
        assertThat(unreached).hasMessageContaining("cannot be reached: Connection refused");
        assertThat(List.of(busy, slow, unreached)).allSatisfy(failure -> {
            assertThat(failure.errorCode()).isEqualTo(ConnectorErrors.AUTHORIZATION_SERVER_AWAY);
            assertThat(failure.recoverable()).isTrue();
            assertThat(failure.neverSent()).isTrue();
        });
    }

    @Test
    void aTokenThatIsStillValidIsUsedOnWhileTheServerIsAway() throws Exception {
        answer(200, token("one", ", \"expires_in\": 600"));
        answer(503, "{}");
        answer(503, "{}");
        AuthenticationProvider provider = clientCredentials("");
        now(provider);
        clock.pass(Duration.ofSeconds(580));

        assertThat(token(now(provider))).isEqualTo("one");
        assertThat(token(now(provider))).isEqualTo("one");
        assertThat(requests()).hasSize(2);
        clock.pass(Duration.ofSeconds(20));
        assertThat(failure(provider).errorCode()).isEqualTo(ConnectorErrors.AUTHORIZATION_SERVER_AWAY);
    }

    @Test
    void aRefusedTokenIsForgottenUnlessItWasReplacedAlready() throws Exception {
        answer(200, token("one", ""));
        answer(200, token("two", ""));
        AuthenticationProvider provider = clientCredentials("");
        Credentials first = now(provider);

        assertThat(provider.refused(first)).isTrue();
        assertThat(token(now(provider))).isEqualTo("two");
        assertThat(provider.refused(first)).isTrue();
        assertThat(token(now(provider))).isEqualTo("two");
        assertThat(requests()).hasSize(2);
    }

    @Test
    void tokensAreMaskedAndReplacedOnesForAnHour() {
        answer(200, token("token-one", ", \"expires_in\": 600"));
        answer(200, token("token-two", ", \"expires_in\": 7200"));
        answer(200, token("token-three", ", \"expires_in\": 600"));
        AuthenticationProvider provider = clientCredentials("");

        now(provider);
        clock.pass(Duration.ofMinutes(10));
        assertThat(now(provider)).asString().doesNotContain("token-two");
        assertThat(redaction.apply("token-one token-two")).isEqualTo("*** ***");
        clock.pass(Duration.ofHours(2));
        now(provider);
        assertThat(redaction.apply("token-one token-two token-three")).isEqualTo("token-one *** ***");
    }

    @Test
    void aCallerThatGivesUpDoesNotEndTheRenewalOfOthers() {
        AuthenticationProvider provider = clientCredentials("");
        CompletableFuture<Credentials> first = provider.credentials().toCompletableFuture();
        CompletableFuture<Credentials> second = provider.credentials().toCompletableFuture();

        first.cancel(true);

        assertThat(second.join().headers()).containsKey("Authorization");
    }

    private AuthenticationProvider clientCredentials(String more) {
        return provider(
                "{ type: oauth2, tokenUrl: '" + tokenUrl + "', clientId: shop, clientSecret: s3cr3t" + more + " }");
    }

    private AuthenticationProvider refreshToken() {
        return provider("{ type: oauth2, tokenUrl: '" + tokenUrl
                + "', clientId: shop, clientSecret: s3cr3t, grant: refreshToken, refreshToken: first-r }");
    }

    private static String token(String token, String more) {
        return "{\"access_token\": \"" + token + "\", \"token_type\": \"Bearer\"" + more + "}";
    }

    private void answer(int status, String json) {
        answer(new MockResponse()
                .setResponseCode(status)
                .addHeader("Content-Type", "application/json")
                .setBody(json));
    }

    private void answer(MockResponse response) {
        answers.add(response);
    }

    private final List<String> seen = new ArrayList<>();

    /** The header Authorization and the body of each. */
    private List<String> requests() throws InterruptedException {
        for (RecordedRequest next = http.getMockWebServer().takeRequest(0, TimeUnit.MILLISECONDS);
                next != null;
                next = http.getMockWebServer().takeRequest(0, TimeUnit.MILLISECONDS)) {
            seen.add(next.getHeader("Authorization") + " " + next.getBody().readString(StandardCharsets.UTF_8));
        }
        return seen;
    }

    private static ConnectorException failure(AuthenticationProvider provider) {
        return (ConnectorException) catchThrowableOfType(CompletionException.class, () -> now(provider))
                .getCause();
    }
}
