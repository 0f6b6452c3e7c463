/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/** A provider that somebody else wrote. Masks what it gives. */
final class CustomProvider implements AuthenticationProvider {

    private static final String BEAN = "#bean:";

    private final AuthenticationProvider provider;
    private final boolean ours;
    private final ObtainedSecrets secrets;

    private CustomProvider(AuthenticationProvider provider, boolean ours, ObtainedSecrets secrets) {
        this.provider = provider;
        this.ours = ours;
        this.secrets = secrets;
    }

    /**
     * @param reference {@code #bean:NAME} in Camel's registry, or {@code #class:NAME}
     * @throws IllegalArgumentException when there is none, or it is something else
     */
    static CustomProvider of(String reference, CamelContext camelContext, ObtainedSecrets secrets) {
        Object found = Beans.find("provider", reference, AuthenticationProvider.class, camelContext);
        CamelContextAware.trySetCamelContext(found, camelContext);
        return new CustomProvider((AuthenticationProvider) found, !reference.startsWith(BEAN), secrets);
    }

    @Override
    public CompletionStage<Credentials> credentials() {
        CompletionStage<Credentials> given = provider.credentials();
        var future = given.toCompletableFuture();
        if (future.isDone() && !future.isCompletedExceptionally()) {
            mask(future.join());
            return given;
        }
        return given.thenApply(credentials -> {
            mask(credentials);
            return credentials;
        });
    }

    private void mask(Credentials credentials) {
        Set<String> values = Stream.of(
                        credentials.headers().values(),
                        credentials.queryParameters().values())
                .flatMap(Collection::stream)
                .flatMap(CustomProvider::parts)
                .collect(Collectors.toSet());
        secrets.use(values);
    }

    /** {@code Bearer abc} is a secret, and {@code abc} alone is too. */
    private static Stream<String> parts(String value) {
        return Stream.concat(
                Stream.of(value), List.of(value.split(" ")).stream().skip(1));
    }

    @Override
    public boolean refused(Credentials credentials) {
        return provider.refused(credentials);
    }

    /** A bean of the registry belongs to whoever put it there. */
    @Override
    public void close() {
        if (ours) {
            provider.close();
        }
    }
}
