/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiteralSecretsTest {

    @Test
    void whatSignsAnAddressIsMasked() {
        assertThat(LiteralSecrets.masked("See https://s3.example.com/files/a?X-Amz-Date=20261001T100000Z"
                        + "&X-Amz-Security-Token=abc%2Fdef&X-Amz-Expires=900&X-Amz-Signature=0123cafe now."))
                .isEqualTo("See https://s3.example.com/files/a?X-Amz-Date=20261001T100000Z"
                        + "&X-Amz-Security-Token=***&X-Amz-Expires=900&X-Amz-Signature=*** now.");
    }

    @Test
    void referencesAndOtherTextsStay() {
        assertThat(LiteralSecrets.masked("https://s3.example.com/a?X-Amz-Signature=${SIGNATURE}&page=2"))
                .isEqualTo("https://s3.example.com/a?X-Amz-Signature=${SIGNATURE}&page=2");
    }
}
