/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, and what becomes of the reply. */
class GrpcCallTest extends GrpcServerTest {

    @Test
    void aMapGoesOutAndAMapComesBack() throws Exception {
        server.answer(
                "Get", call -> call.send("{\"sku\":\"A-7\",\"quantity\":3}").end());
        Exchange exchange = routes("").send(query("Get"), Map.of("sku", "A-7"), Map.of());
        assertThat(map(exchange.getMessage().getBody()))
                .containsEntry("sku", "A-7")
                .containsEntry("quantity", 3)
                .containsEntry("note", "");
        assertThat(server.calls()).hasSize(1);
        assertThat(server.calls().get(0).request()).isEqualTo("{\"sku\":\"A-7\"}");
    }

    @Test
    void aCallWithoutABodySendsAnEmptyMessage() throws Exception {
        assertThat(routes("").answer(call("Reset"), null, Map.of())).isEqualTo(Map.of());
        assertThat(server.calls().get(0).request()).isEqualTo("{}");
    }

    @Test
    void fieldsMayStandInTheRoute() throws Exception {
        routes("").answer(call("Get") + "&request.sku=B-1&request.warehouse=north", null, Map.of());
        assertThat(server.calls().get(0).request()).isEqualTo("{\"sku\":\"B-1\",\"warehouse\":\"north\"}");
    }

    @Test
    void aStreamOfRepliesIsAList() throws Exception {
        server.answer("Watch", call -> {
            for (int i = 0; i < 3; i++) {
                call.send("{\"quantity\":" + i + "}");
            }
            call.end();
        });
        Exchange exchange = routes("").send(query("Watch"), Map.of("sku", "A"), Map.of());
        assertThat(maps(exchange.getMessage().getBody()))
                .extracting(item -> item.get("quantity"))
                .containsExactly(0, 1, 2);
        assertThat(exchange.getMessage().getHeader("CamelSeraiCount")).isEqualTo(3L);
    }

    @Test
    void aStreamWithoutMessagesIsAnEmptyList() throws Exception {
        server.answer("Watch", InventoryServer.Call::end);
        assertThat(routes("").answer(query("Watch"), null, Map.of())).isEqualTo(List.of());
    }

    @Test
    void aListGoesOutAsAStream() throws Exception {
        server.answer(
                "Load", call -> call.send("{\"quantity\":" + call.requests().size() + "}")
                        .end());
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            items.add(Map.of("sku", "A-" + i, "note", "x".repeat(200)));
        }
        assertThat(map(routes("").answer(call("Load"), items, Map.of()))).containsEntry("quantity", 5000);
        assertThat(server.calls().get(0).requests().get(4999)).contains("A-4999");
    }

    @Test
    void streamsBothWays() throws Exception {
        Object answer = routes("").answer(call("Trade"), List.of(Map.of("sku", "A"), Map.of("sku", "B")), Map.of());
        assertThat(maps(answer)).extracting(item -> item.get("sku")).containsExactly("A", "B");
    }

    @Test
    void anEmptyListIsAnEmptyStream() throws Exception {
        assertThat(routes("").answer(call("Trade"), List.of(), Map.of())).isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shop.Inventory/Gett | The service shop.Inventory has no method 'Gett'. Did you mean 'Get'?",
                "shop.Inventry/Get | has no service 'shop.Inventry'. Did you mean 'shop.Inventory'?",
                "shop.Inventory.Get | is not written as package.Service/Method, such as shop.Inventory/Get.",
                "shop.Inventory/ | is not written as package.Service/Method",
                "shop.Inventory/Get/x | is not written as package.Service/Method",
            })
    void aMisspeltMethodIsRefusedWithASuggestion(String method, String expected) throws Exception {
        ConnectorException failure = routes("").failure("connector:api/call?method=" + method, Map.of(), Map.of());
        assertThat(failure).hasMessageContaining(expected);
        assertThat(failure.errorCode()).isEqualTo(GrpcErrors.METHOD_REFUSED);
        assertThat(failure.neverSent()).isTrue();
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void aLeadingSlashDoesNotMatter() throws Exception {
        assertThat(routes("").answer("connector:api/call?method=/shop.Inventory/Reset", null, Map.of()))
                .isEqualTo(Map.of());
    }

    @Test
    void aMethodThatSaysItHasEffectsIsNoQuery() throws Exception {
        ConnectorException failure = routes("").failure(query("Put"), Map.of(), Map.of());
        assertThat(failure)
                .hasMessageContaining("shop.Inventory/Put changes something (idempotency_level = IDEMPOTENT)")
                .hasMessageContaining("by the operation 'call'");
        assertThat(server.calls()).isEmpty();
        assertThat(routes("").answer(query("Take"), null, Map.of())).isNotNull();
    }

    @Test
    void aBodyThatIsNoMapIsRefused() throws Exception {
        assertThat(routes("").failure(call("Get"), "{\"sku\":1}", Map.of()))
                .hasMessageContaining("does not fit the method shop.Inventory/Get")
                .hasMessageContaining("Expected a map of the fields of shop.Key, not text.");
        assertThat(routes("").failure(call("Load"), Map.of(), Map.of()))
                .hasMessageContaining("It takes a stream, so the request is a list of maps, not a map.");
        assertThat(routes("").failure(call("Load"), List.of(Map.of(), Map.of("sku", 7)), Map.of()))
                .hasMessageContaining("At '[1].sku': Expected text, not a number.");
    }

    @Test
    void aMapThatHoldsItselfIsRefused() throws Exception {
        Map<String, Object> endless = new LinkedHashMap<>();
        endless.put("self", endless);
        Grpc api = Grpc.of(routes("").context(), "api");
        ConnectorException failure = failure(api.call("shop.Inventory/Echo").message(endless));
        assertThat(failure.errorCode()).isEqualTo(GrpcErrors.REQUEST_REFUSED);
        assertThat(failure).hasMessageContaining("It is nested too deeply, or a map holds itself.");
    }

    @Test
    void moreMessagesThanAllowedAreRefusedAndTheServerIsToldSo() throws Exception {
        server.answer("Watch", call -> Endless.send(call, "{\"quantity\":1}"));
        ConnectorException failure = routes(ONCE).failure(query("Watch") + "&maxMessages=50", null, Map.of());
        assertThat(failure)
                .hasMessageContaining("The stream of shop.Inventory/Watch has more than 50 messages ('maxMessages').")
                .hasMessageContaining("'stream'");
        assertThat(failure.errorCode()).isEqualTo(GrpcErrors.REPLY_TOO_LARGE);
        Endless.awaitCancelled(server.calls().get(0));
    }

    @Test
    void moreBytesThanAllowedInAListAreRefused() throws Exception {
        server.answer("Watch", call -> Endless.send(call, "{\"note\":\"" + "x".repeat(10_000) + "\"}"));
        assertThat(routes(ONCE + "    options: { maxListSize: 100KB }\n").failure(query("Watch"), null, Map.of()))
                .hasMessageContaining("more than 102400 bytes together ('options.maxListSize')");
        Endless.awaitCancelled(server.calls().get(0));
    }

    @Test
    void aMessageThatIsTooLargeIsRefused() throws Exception {
        server.answer("Get", call -> call.send("{\"note\":\"" + "x".repeat(200_000) + "\"}")
                .end());
        ConnectorException failure =
                routes(ONCE + "    options: { maxMessageSize: 100KB }\n").failure(query("Get"), null, Map.of());
        assertThat(failure)
                .hasMessageContaining("in reply to shop.Inventory/Get is larger than 102400 bytes")
                .hasMessageContaining("'options.maxMessageSize'");
        assertThat(failure.errorCode()).isEqualTo(GrpcErrors.REPLY_TOO_LARGE);
        assertThat(routes("").answer(query("Get"), null, Map.of())).isNotNull();
    }

    @Test
    void aReplyThatTheDescriptorsDoNotDescribeIsSaidToBeOne() throws Exception {
        // The same bytes are no text of the other message.
        server.answer("Get", call -> {
            call.replies()
                    .onNext(DynamicMessage.newBuilder(Inventory.FILE.findMessageTypeByName("Item"))
                            .setUnknownFields(UnknownFieldSet.newBuilder()
                                    .addField(
                                            1,
                                            UnknownFieldSet.Field.newBuilder()
                                                    .addLengthDelimited(ByteString.copyFrom(new byte[] {(byte) 0xff}))
                                                    .build())
                                    .build())
                            .build());
            call.end();
        });
        ConnectorException failure = routes(ONCE).failure(query("Get"), null, Map.of());
        assertThat(failure.errorCode()).isEqualTo(GrpcErrors.REPLY_UNREADABLE);
        assertThat(failure).hasMessageContaining("is not the message that the descriptors describe");
    }

    @Test
    void metadataGoOutAndComeBack() throws Exception {
        Metadata.Key<byte[]> bytes = Metadata.Key.of("trace-bin", Metadata.BINARY_BYTE_MARSHALLER);
        String declared = "    connection: { url: \"grpc://" + server.address()
                + "\", metadata: { tenant: north, region: eu, seal-bin: AQID } }\n";
        Exchange exchange = declared(declared, Map.of())
                .send(
                        query("Get"),
                        null,
                        Map.of("CamelSeraiMetadata", Map.of("Tenant", "south", "trace-bin", new byte[] {1, 2})));
        assertThat(exchange.getException()).isNull();
        InventoryServer.Call call = server.calls().get(0);
        assertThat(call.header("tenant")).isEqualTo("south");
        assertThat(call.header("region")).isEqualTo("eu");
        assertThat(call.headers().get(bytes)).containsExactly(1, 2);
        assertThat(call.headers().get(Metadata.Key.of("seal-bin", Metadata.BINARY_BYTE_MARSHALLER)))
                .containsExactly(1, 2, 3);
    }

    @Test
    void whatTheServerSendsBesideTheReplyIsInHeaders() throws Exception {
        server.answer("Get", call -> {
            Metadata trailers = new Metadata();
            trailers.put(Metadata.Key.of("cost", Metadata.ASCII_STRING_MARSHALLER), "3");
            trailers.put(Metadata.Key.of("cost", Metadata.ASCII_STRING_MARSHALLER), "4");
            trailers.put(Metadata.Key.of("seal-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {9});
            call.send("{}");
            call.fail(Status.OK, trailers);
        });
        Exchange exchange = routes("").send(query("Get"), null, Map.of());
        Map<?, ?> trailers = exchange.getMessage().getHeader("CamelSeraiTrailers", Map.class);
        assertThat(trailers.get("cost")).isEqualTo(List.of("3", "4"));
        assertThat((byte[]) trailers.get("seal-bin")).containsExactly(9);
        assertThat(exchange.getMessage().getHeader("CamelSeraiResponseMetadata"))
                .isInstanceOf(Map.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "grpc-timeout", "ä", ":path", "content-type", "te", "", "-bin", "a\r\nb"})
    void metadataKeysThatCannotBeSentAreRefused(String key) throws Exception {
        ConnectorException failure =
                routes("").failure(query("Get"), null, Map.of("CamelSeraiMetadata", Map.of(key, "value-4711")));
        assertThat(failure.errorCode()).isEqualTo(GrpcErrors.METADATA_REFUSED);
        assertThat(failure).hasMessageContaining("cannot be sent");
        assertThat(server.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nauthorization: x", "ü", "tab\there", "\u0000"})
    void metadataValuesThatCannotBeSentAreRefusedAndNotShown(String value) throws Exception {
        ConnectorException failure =
                routes("").failure(query("Get"), null, Map.of("CamelSeraiMetadata", Map.of("tenant", value)));
        assertThat(failure.errorCode()).isEqualTo(GrpcErrors.METADATA_REFUSED);
        assertThat(failure.getMessage()).contains("'tenant'").doesNotContain(value);
    }

    @Test
    void aHeaderOfTheMessageNeverBecomesMetadataByItself() throws Exception {
        routes("").answer(query("Get"), null, Map.of("authorization", "Bearer stolen", "tenant", "x"));
        assertThat(server.calls().get(0).header("authorization")).isNull();
        assertThat(server.calls().get(0).header("tenant")).isNull();
    }

    @Test
    void theIdempotencyKeyTravelsWithChangesOnly() throws Exception {
        routes("");
        Grpc api = Grpc.of(routes("").context(), "api");
        api.call("shop.Inventory/Take").idempotencyKey("k-1").execute();
        api.query("shop.Inventory/Get").idempotencyKey("k-2").execute();
        api.call("shop.Inventory/Take")
                .metadata("idempotency-key", "own")
                .idempotencyKey("k-3")
                .execute();
        assertThat(server.calls())
                .extracting(call -> call.header("idempotency-key"))
                .containsExactly("k-1", null, "own");
    }

    @Test
    void fromJava() throws Exception {
        server.answer(
                "Watch",
                call -> call.send("{\"sku\":\"A\"}").send("{\"sku\":\"B\"}").end());
        Grpc api = Grpc.of(routes("").context(), "api");
        assertThat(map(api.query("shop.Inventory/Get")
                        .message(Map.of("sku", "A-7"))
                        .metadata("tenant", "north")
                        .execute()
                        .output()))
                .containsEntry("sku", "A-7");
        assertThat(server.calls().get(0).header("tenant")).isEqualTo("north");
        assertThatThrownBy(
                        () -> api.query("shop.Inventory/Watch").maxMessages(1).execute())
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.category())
                        .isEqualTo(ErrorCategory.REMOTE));
        assertThat(api.call("shop.Inventory/Trade")
                        .messages(List.of(Map.of("sku", "A")))
                        .execute()
                        .metadata())
                .containsEntry("count", 1L);
    }
}
