/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import dev.serai.connector.BlockingCalls;
import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.authentication.AuthenticationSettings.Grant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.apache.camel.spi.ExecutorServiceManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives tokens of an OAuth 2.0 authorization server. A token is kept until shortly before it expires; one renewal serves
 * all who wait for it, and none of them holds a thread. A renewal that fails is not remembered.
 */
final class OAuth2Provider implements AuthenticationProvider {

    private static final Logger LOG = LoggerFactory.getLogger(OAuth2Provider.class);

    /** So that calls with a token that is still valid do not each wait for a server that is away. */
    private static final Duration NEXT_ATTEMPT = Duration.ofSeconds(5);

    private final Caller caller;
    private final TokenEndpoint endpoint;
    private final ExpiryRule expiryRule;
    private final AuthenticationSettings settings;
    private final ExecutorServiceManager threads;
    private final ExecutorService workers;
    private final ObtainedSecrets secrets;
    private final Clock clock;
    private volatile String refreshToken;
    private volatile Token token;
    private CompletableFuture<Credentials> renewal;

    OAuth2Provider(
            Caller caller,
            TokenEndpoint endpoint,
            ExpiryRule expiryRule,
            AuthenticationSettings settings,
            ExecutorServiceManager threads,
            ObtainedSecrets secrets,
            Clock clock) {
        this.caller = caller;
        this.endpoint = endpoint;
        this.expiryRule = expiryRule;
        this.settings = settings;
        this.threads = threads;
        this.secrets = secrets;
        this.clock = clock;
        this.refreshToken = settings.refreshToken();
        // Cached, because its one thread is needed for an instant now and then.
        this.workers = threads.newCachedThreadPool(this, "oauth2-" + caller.connector());
    }

    @Override
    public CompletionStage<Credentials> credentials() {
        Token now = token;
        return isFresh(now) ? now.credentials : renewed();
    }

    /** A copy for each caller: one that gives up its own must not end the others'. */
    private synchronized CompletionStage<Credentials> renewed() {
        if (isFresh(token)) {
            return token.credentials;
        }
        if (renewal == null) {
            try {
                renewal = BlockingCalls.run(workers, caller, this::renew).toCompletableFuture();
            } catch (ConnectorException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
        return renewal.copy();
    }

    private boolean isFresh(Token held) {
        return held != null && clock.instant().isBefore(held.renewAt);
    }

    private Credentials renew() {
        Token before = token;
        Token after = null;
        try {
            after = obtain();
        } catch (ConnectorException e) {
            after = kept(before, e);
        } finally {
            synchronized (this) {
                renewal = null;
                token = after == null ? token : after;
            }
        }
        return after.credentials.join();
    }

    /** The token that is held, when it can still be used although the server gives no new one. */
    private Token kept(Token before, ConnectorException failure) {
        Instant now = clock.instant();
        boolean away = failure.errorCode().equals(ConnectorErrors.AUTHORIZATION_SERVER_AWAY);
        if (!away || before == null || !before.equals(token) || !now.isBefore(before.expiry)) {
            throw failure;
        }
        LOG.warn(
                "Connector '{}': the token that is still valid is used on. {}",
                caller.connector(),
                failure.getMessage());
        return new Token(before.credentials, before.expiry, now.plus(NEXT_ATTEMPT));
    }

    private Token obtain() {
        boolean refresh = settings.grant() == Grant.REFRESH_TOKEN;
        TokenAnswer answer = endpoint.request(refresh ? refreshToken : null, clock);
        Set<String> obtained = new HashSet<>(Set.of(answer.accessToken()));
        if (refresh && answer.parameters().get("refresh_token") instanceof String next) {
            refreshToken = next;
            obtained.add(next);
        }
        // Declared secrets are masked for good.
        obtained.remove(settings.refreshToken());
        secrets.use(obtained);
        Instant expiry = expiryRule.expiry(answer).orElse(answer.received());
        Duration half = Duration.between(answer.received(), expiry).dividedBy(2);
        Duration skew = half.compareTo(settings.expirySkew()) < 0 ? half : settings.expirySkew();
        return new Token(
                CompletableFuture.completedFuture(
                        Credentials.header(FixedProvider.AUTHORIZATION, "Bearer " + answer.accessToken())),
                expiry,
                expiry.minus(skew));
    }

    @Override
    public synchronized boolean refused(Credentials credentials) {
        if (token != null && token.credentials.join().equals(credentials)) {
            token = null;
        }
        return true;
    }

    @Override
    public void close() {
        threads.shutdownNow(workers);
    }

    /** A token, ready to be sent until it is time for the next. */
    private record Token(CompletableFuture<Credentials> credentials, Instant expiry, Instant renewAt) {}
}
