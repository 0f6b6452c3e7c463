/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureCodecTest {

    private final FailureCodec codec = new FailureCodec(new ValueCodec());

    @Test
    void commonFailuresComeBackWithClassMessageAndCause() {
        Throwable back = roundTrip(new IllegalStateException("outer", new FileNotFoundException("inner")));
        assertThat(back).isExactlyInstanceOf(IllegalStateException.class).hasMessage("outer");
        assertThat(back.getCause())
                .isExactlyInstanceOf(FileNotFoundException.class)
                .hasMessage("inner");
        assertThat(roundTrip(new IOException()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(null);
    }

    @Test
    void aConnectorsFailureKeepsWhatARouteMayAskFor() {
        ConnectorException failure = ConnectorException.of(
                        new ErrorCode("SERAI-HTTP-004", ErrorCategory.REMOTE, false), "refused")
                .connector("stock")
                .operation("POST")
                .neverSent()
                .retryAfter(Duration.ofSeconds(3))
                .detail("status", 404)
                .build();
        ConnectorException back = (ConnectorException) roundTrip(failure);
        assertThat(back).hasMessage(failure.getMessage());
        assertThat(back.errorCode()).isEqualTo(failure.errorCode());
        assertThat(back.details()).isEqualTo(failure.details());
        assertThat(back.connector()).isEqualTo("stock");
        assertThat(back.neverSent()).isTrue();
        assertThat(back.retryAfter()).contains(Duration.ofSeconds(3));
    }

    @Test
    void aClassThatCannotBeMadeAgainIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> roundTrip(new Odd(5)))
                .isInstanceOf(UnrecordableValueException.class)
                .hasMessageContaining("Odd")
                .hasMessageContaining("(String message, Throwable cause)");
    }

    @Test
    void aRegisteredFactoryMakesItsClass() {
        codec.register(Odd.class, new FailureFactory<>() {
            @Override
            public java.util.Map<String, Object> details(Odd failure) {
                return java.util.Map.of("number", failure.number);
            }

            @Override
            public Odd create(String message, Throwable cause, java.util.Map<String, Object> details) {
                return new Odd((Integer) details.get("number"));
            }
        });
        assertThat(((Odd) roundTrip(new Odd(5))).number).isEqualTo(5);
    }

    @Test
    void aNameOfAClassThatIsNoFailureMakesNothing() {
        byte[] forged = new ValueCodec()
                .encode("failure", new java.util.LinkedHashMap<>(java.util.Map.of("class", "java.lang.Thread")));
        assertThatThrownBy(() -> codec.decode(forged, getClass().getClassLoader()))
                .isInstanceOf(UnrecordableValueException.class);
    }

    private Throwable roundTrip(Throwable failure) {
        return codec.decode(codec.encode(failure), getClass().getClassLoader());
    }

    /** Has no constructor that takes a message. */
    public static final class Odd extends Exception {
        private final int number;

        public Odd(int number) {
            super("number " + number);
            this.number = number;
        }
    }
}
