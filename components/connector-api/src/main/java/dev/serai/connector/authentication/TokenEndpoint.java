/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.Redaction;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import javax.net.ssl.SSLException;

/** Asks an authorization server for tokens. Blocks its caller. Thread-safe. */
final class TokenEndpoint {

    private static final int SHOWN_DESCRIPTION = 300;
    private static final int TOO_MANY_REQUESTS = 429;

    private final AuthenticationSettings settings;
    private final Redaction redaction;
    private final URI url;
    private final String server;

    TokenEndpoint(AuthenticationSettings settings, Redaction redaction) {
        this.settings = settings;
        this.redaction = redaction;
        this.url = URI.create(settings.tokenUrl());
        this.server = "The authorization server " + url.getAuthority();
    }

    /**
     * Asks for a token.
     *
     * @param refreshToken what to give for it, or null for the client's own credentials
     * @throws ConnectorException when the server refuses or is away
     */
    TokenAnswer request(String refreshToken, Clock clock) {
        HTTPResponse response = send(tokenRequest(refreshToken).toHTTPRequest());
        int status = response.getStatusCode();
        if (status >= 500 || status == TOO_MANY_REQUESTS) {
            throw failure(ConnectorErrors.AUTHORIZATION_SERVER_AWAY, "answered " + status + ".");
        }
        try {
            TokenResponse parsed = TokenResponse.parse(response);
            if (parsed.indicatesSuccess()) {
                AccessTokenResponse success = parsed.toSuccessResponse();
                return new TokenAnswer(
                        success.getTokens().getAccessToken().getValue(),
                        JSONObjectUtils.parse(response.getBody()),
                        clock.instant());
            }
            throw failure(
                    ConnectorErrors.AUTHENTICATION,
                    "refused to give a token: it answered " + status
                            + said(parsed.toErrorResponse().getErrorObject())
                            + " Check 'connection.auth' of the connector.");
        } catch (ParseException | java.text.ParseException e) {
            // Its message may repeat a part of the answer, in which a token may stand.
            throw failure(
                    ConnectorErrors.AUTHENTICATION,
                    "answered " + status + ", but not with a token as OAuth 2.0 defines it. Check"
                            + " 'connection.auth.tokenUrl'.");
        }
    }

    private TokenRequest tokenRequest(String refreshToken) {
        AuthorizationGrant grant = refreshToken == null
                ? new ClientCredentialsGrant()
                : new RefreshTokenGrant(new RefreshToken(refreshToken));
        ClientID client = new ClientID(settings.clientId());
        TokenRequest.Builder request = settings.clientSecret() == null
                ? new TokenRequest.Builder(url, client, grant)
                : new TokenRequest.Builder(url, clientAuthentication(client), grant);
        if (!settings.scopes().isEmpty()) {
            request.scope(new Scope(settings.scopes().toArray(String[]::new)));
        }
        if (settings.audience() != null) {
            request.customParameter("audience", settings.audience());
        }
        settings.tokenParameters().forEach((name, value) -> request.customParameter(name, String.valueOf(value)));
        return request.build();
    }

    private com.nimbusds.oauth2.sdk.auth.ClientAuthentication clientAuthentication(ClientID client) {
        Secret secret = new Secret(settings.clientSecret());
        return switch (settings.clientAuthentication()) {
            case BASIC -> new ClientSecretBasic(client, secret);
            case POST -> new ClientSecretPost(client, secret);
        };
    }

    private HTTPResponse send(HTTPRequest request) {
        int timeout = (int) settings.tokenTimeout().toMillis();
        request.setConnectTimeout(timeout);
        request.setReadTimeout(timeout);
        // The client's secret goes nowhere but where it was declared to go.
        request.setFollowRedirects(false);
        try {
            return request.send();
        } catch (SSLException e) {
            throw failure(
                    ConnectorErrors.AUTHENTICATION,
                    "cannot be trusted: " + e.getMessage() + ". Check 'connection.auth.tokenUrl' and the server's"
                            + " certificate.");
        } catch (IOException e) {
            throw failure(ConnectorErrors.AUTHORIZATION_SERVER_AWAY, reason(e));
        }
    }

    private String reason(IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return "did not answer within " + settings.tokenTimeout().toMillis()
                    + " ms ('connection.auth.tokenTimeout').";
        }
        if (failure instanceof UnknownHostException) {
            return "cannot be reached: no address is known for its name.";
        }
        return "cannot be reached: " + failure.getMessage() + ".";
    }

    /** The server's own words are the best clue there is; what they repeat of a secret is masked. */
    private String said(ErrorObject error) {
        if (error == null || error.getCode() == null) {
            return ".";
        }
        String description =
                error.getDescription() == null ? "" : error.getDescription().strip();
        String shown = redaction.apply(description);
        String bounded = shown.substring(0, Math.min(shown.length(), SHOWN_DESCRIPTION));
        return " with the error '" + redaction.apply(error.getCode()) + "'"
                + (bounded.isEmpty() ? "." : ": " + bounded + (bounded.matches("(?s).*[.!?]") ? "" : "."));
    }

    /** Without names: every call that waits for the token adds its own. */
    private ConnectorException failure(ErrorCode code, String sentence) {
        return ConnectorException.of(code, server + " " + sentence).neverSent().build();
    }
}
