/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A step that is given back leaves the error handlers in the state that it left them in. */
class ErrorHandlerStateTest {

    private final ValueCodec codec = new ValueCodec();
    private final DefaultCamelContext context = new DefaultCamelContext();

    static IntStream states() {
        return IntStream.of(0, 1, 2, 4, 12, 15, 16, 31);
    }

    @ParameterizedTest
    @MethodSource("states")
    void whatAStepMadeOfItIsGivenBack(int bits) {
        ErrorHandlerState left = ErrorHandlerState.decode(bits);
        for (ErrorHandlerState found :
                new ErrorHandlerState[] {left, new ErrorHandlerState(true, false, false, true)}) {
            Exchange exchange = new DefaultExchange(context);
            found.applyTo(exchange);
            ExchangeSnapshot before = ExchangeSnapshot.take(codec, exchange);
            left.applyTo(exchange);
            byte[] bytes = before.changeTo(exchange).encode(codec);

            Exchange replayed = new DefaultExchange(context);
            found.applyTo(replayed);
            ExchangeChange.decode(codec, bytes).applyTo(replayed);
            assertThat(ErrorHandlerState.of(replayed)).isEqualTo(left);
        }
    }
}
