/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import java.time.Clock;

/** Makes the provider that a declaration asks for. */
public final class AuthenticationProviders {

    private AuthenticationProviders() {}

    /**
     * Makes a provider; asks no server for anything yet. Whatever secret it obtains or derives is added to the
     * environment's redaction. Whoever asked closes it.
     *
     * @param connector the connector's name
     * @throws ConnectorException {@link ConnectorErrors#CONFIGURATION} when a secret or key cannot be used, or there is no
     *     such custom provider
     */
    public static AuthenticationProvider of(
            AuthenticationSettings settings, String connector, ConnectorEnvironment environment) {
        return of(settings, connector, environment, Clock.systemUTC());
    }

    static AuthenticationProvider of(
            AuthenticationSettings settings, String connector, ConnectorEnvironment environment, Clock clock) {
        Caller caller = new Caller(connector, null);
        ObtainedSecrets secrets = new ObtainedSecrets(environment.redaction(), clock);
        try {
            return switch (settings.type()) {
                case NONE, BASIC, BEARER, API_KEY -> FixedProvider.of(settings, environment.redaction());
                case OAUTH2 ->
                    new OAuth2Provider(
                            caller,
                            new TokenEndpoint(settings, environment.redaction()),
                            ExpiryRules.of(settings.expiry(), environment.camelContext()),
                            settings,
                            environment.camelContext().getExecutorServiceManager(),
                            secrets,
                            clock);
                case JWT -> new JwtProvider(settings, JwtSigners.of(settings), secrets, clock);
                case NTLM ->
                    throw new IllegalArgumentException("Authentication of type 'ntlm' vouches for connections of HTTP,"
                            + " which this connector does not make. Choose another 'connection.auth.type'.");
                case CUSTOM -> CustomProvider.of(settings.provider(), environment.camelContext(), secrets);
            };
        } catch (IllegalArgumentException e) {
            throw caller.failure(ConnectorErrors.CONFIGURATION, e.getMessage()).build();
        }
    }
}
