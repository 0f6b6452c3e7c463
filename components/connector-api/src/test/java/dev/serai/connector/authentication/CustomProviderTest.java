/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CustomProviderTest extends AuthenticationTest {

    @Test
    void aClassIsMadeAndWhatItGivesIsMasked() {
        AuthenticationProvider provider =
                provider("{ type: custom, provider: '#class:" + Signing.class.getName() + "' }");

        assertThat(now(provider).headers()).containsEntry("X-Signature", "Scheme abc-secret");
        assertThat(redaction.apply("abc-secret is wrong")).isEqualTo("*** is wrong");
    }

    @Test
    void aBeanStaysOpenBecauseItBelongsToTheRegistry() {
        Signing bean = new Signing();
        camelContext.getRegistry().bind("signing", bean);
        AuthenticationProvider provider = provider("{ type: custom, provider: '#bean:signing' }");

        assertThat(now(provider)).isEqualTo(now(bean));
        assertThat(provider.refused(now(provider))).isTrue();
        provider.close();

        assertThat(bean.closed).isFalse();
    }

    @Test
    void whatIsMissingOrSomethingElseIsRefused() {
        camelContext.getRegistry().bind("text", "hello");

        assertThatThrownBy(() -> provider("{ type: custom, provider: '#bean:nobody' }"))
                .hasMessageContaining("Connector 'api': '#bean:nobody' of 'connection.auth.provider' cannot be had: ")
                .hasMessageContaining("implements " + AuthenticationProvider.class.getName());
        assertThatThrownBy(() -> provider("{ type: custom, provider: '#class:com.example.Nobody' }"))
                .hasMessageContaining("'#class:com.example.Nobody' of 'connection.auth.provider' cannot be had: ");
        assertThatThrownBy(() -> provider("{ type: custom, provider: '#bean:text' }"))
                .hasMessageContaining("'#bean:text' of 'connection.auth.provider' is a java.lang.String. Expected");
    }

    /** Somebody's own way. */
    public static final class Signing implements AuthenticationProvider {

        private boolean closed;

        @Override
        public CompletionStage<Credentials> credentials() {
            return CompletableFuture.completedFuture(Credentials.header("X-Signature", "Scheme abc-secret"));
        }

        @Override
        public boolean refused(Credentials credentials) {
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
