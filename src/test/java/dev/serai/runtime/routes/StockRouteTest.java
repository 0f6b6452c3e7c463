/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.spi.ResourceLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stock service of the workspace {@code routes}, asked directly instead of over HTTP. */
class StockRouteTest extends CamelTestSupport {

    private static final Path WORKSPACE = Path.of("../routes").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withUseRouteBuilder(false).withUseAdviceWith(true);
    }

    @BeforeEach
    void startWithoutHttp() throws Exception {
        ResourceLoader files = PluginHelper.getResourceLoader(context);
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(
                        files.resolveResource("file:" + WORKSPACE.resolve("StockRoom.java")),
                        files.resolveResource("file:" + WORKSPACE.resolve("stock.camel.yaml")));
        AdviceWith.adviceWith(context, "stock", route -> route.replaceFromWith("direct:stock"));
        context.start();
    }

    @Test
    void articlesThatThereAreAreReserved() throws Exception {
        Answer answer = answer("order-1", "CHO-DARK-70");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(UUID.fromString(answer.body().required("reservation").textValue()))
                .isNotNull();
    }

    @Test
    void theSameKeyGivesTheSameReservationAndAnotherKeyAnother() throws Exception {
        JsonNode first = answer("order-1", "CHO-DARK-70").body();

        assertThat(answer("order-1", "CHO-DARK-70").body()).isEqualTo(first);
        assertThat(answer("order-2", "CHO-DARK-70").body()).isNotEqualTo(first);
    }

    @Test
    void anArticleThatThereIsNotIsNamed() throws Exception {
        Answer answer = answer("order-1", "CHO-PINK-70");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.body()).isEqualTo(JSON.readTree("{\"message\": \"There is no article 'CHO-PINK-70'.\"}"));
    }

    /** That none of so many is refused happens once in a thousand million times. */
    @Test
    void mostRequestsAreAnsweredAndSomeAreRefusedForNow() throws Exception {
        Map<Integer, Long> answers = IntStream.range(0, 400)
                .mapToObj(number -> ask("order-" + number, "CHO-DARK-70"))
                .collect(Collectors.groupingBy(Answer::status, Collectors.counting()));

        assertThat(answers).containsOnlyKeys(200, 503);
        assertThat(answers.get(200)).isGreaterThan(answers.get(503));
    }

    /** Asks until the service is not busy, as its callers do. */
    private Answer answer(String key, String article) {
        return Stream.generate(() -> ask(key, article))
                .limit(50)
                .filter(answer -> answer.status() != 503)
                .findFirst()
                .orElseThrow();
    }

    private Answer ask(String key, String article) {
        Exchange exchange = template.request("direct:stock", request -> {
            request.getMessage().setHeader("Idempotency-Key", key);
            request.getMessage().setBody("[{\"sku\": \"" + article + "\", \"quantity\": 2}]");
        });
        assertThat(exchange.getException()).isNull();
        return Answer.of(exchange.getMessage());
    }

    private record Answer(int status, String contentType, JsonNode body) {

        /** As an HTTP server reads a message: no status means 200. */
        static Answer of(Message message) {
            try {
                return new Answer(
                        message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class),
                        message.getHeader(Exchange.CONTENT_TYPE, String.class),
                        JSON.readTree(message.getBody(String.class)));
            } catch (JsonProcessingException e) {
                throw new AssertionError("The answer is not JSON: " + message.getBody(String.class), e);
            }
        }
    }
}
