/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ExecutionResult;
import dev.serai.testkit.KeyValueServer;
import dev.serai.testkit.TcpProxy;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a status, and of a network that fails. */
class GrpcFailureTest extends GrpcServerTest {

    @ParameterizedTest
    @CsvSource({
        "CANCELLED, REMOTE, false",
        "UNKNOWN, REMOTE, true",
        "INVALID_ARGUMENT, REMOTE, false",
        "DEADLINE_EXCEEDED, TIMEOUT, true",
        "NOT_FOUND, REMOTE, false",
        "ALREADY_EXISTS, REMOTE, false",
        "PERMISSION_DENIED, AUTHENTICATION, false",
        "RESOURCE_EXHAUSTED, RATE_LIMIT, true",
        "FAILED_PRECONDITION, REMOTE, false",
        "ABORTED, REMOTE, true",
        "OUT_OF_RANGE, REMOTE, false",
        "UNIMPLEMENTED, REMOTE, false",
        "INTERNAL, REMOTE, true",
        "UNAVAILABLE, REMOTE, true",
        "DATA_LOSS, REMOTE, false",
        "UNAUTHENTICATED, AUTHENTICATION, false",
    })
    void everyStatusHasItsKind(String status, ErrorCategory category, boolean recoverable) throws Exception {
        server.answer(
                "Get",
                call -> call.fail(Status.fromCode(Status.Code.valueOf(status)).withDescription("Item 7\nis gone")));
        ConnectorException failure = routes(ONCE).failure(query("Get"), null, Map.of());
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.recoverable()).isEqualTo(recoverable);
        assertThat(failure.neverSent()).isFalse();
        assertThat(failure)
                .hasMessageContaining(
                        server.address() + " answered shop.Inventory/Get with " + status + ": Item 7 is gone.");
        assertThat(failure.details()).containsEntry("status", status);
    }

    @Test
    void aReadIsRepeatedAfterUnavailableAndAChangeIsNot() throws Exception {
        String brisk = "    retry: { maxRetries: 3, delay: 1ms }\n";
        server.answer("Get", call -> {
            if (server.calls().size() < 3) {
                call.fail(Status.UNAVAILABLE);
            } else {
                call.send("{\"sku\":\"A\"}").end();
            }
        });
        server.answer("Take", call -> call.fail(Status.UNAVAILABLE));
        assertThat(map(routes(brisk).answer(query("Get"), null, Map.of()))).containsEntry("sku", "A");
        assertThat(server.calls()).hasSize(3);
        routes(brisk).failure(call("Take"), null, Map.of());
        assertThat(server.calls()).hasSize(4);
    }

    @Test
    void retryInfoIsObeyedAndDetailsAreShown() throws Exception {
        server.answer("Get", call -> {
            com.google.rpc.Status status = com.google.rpc.Status.newBuilder()
                    .setCode(Status.Code.RESOURCE_EXHAUSTED.value())
                    .setMessage("slow down")
                    .addDetails(Any.pack(RetryInfo.newBuilder()
                            .setRetryDelay(Duration.newBuilder().setSeconds(7))
                            .build()))
                    .addDetails(Any.pack(ErrorInfo.newBuilder()
                            .setReason("QUOTA")
                            .putMetadata("limit", "10")
                            .build()))
                    .build();
            call.replies().onError(StatusProto.toStatusRuntimeException(status));
        });
        ConnectorException failure = routes(ONCE).failure(query("Get"), null, Map.of());
        assertThat(failure.retryAfter()).contains(java.time.Duration.ofSeconds(7));
        assertThat(failure.details().get("details")).asString().contains("QUOTA", "limit");
    }

    @Test
    void detailsThatAreGarbageDoNotHideTheStatus() throws Exception {
        server.answer("Get", call -> {
            Metadata trailers = new Metadata();
            trailers.put(
                    Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
                    new byte[] {(byte) 0xff, 1, 2});
            call.fail(Status.NOT_FOUND, trailers);
        });
        assertThat(routes(ONCE).failure(query("Get"), null, Map.of())).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void aLongDescriptionIsCut() throws Exception {
        server.answer("Get", call -> call.fail(Status.NOT_FOUND.withDescription("x".repeat(5000))));
        assertThat(routes(ONCE).failure(query("Get"), null, Map.of()).getMessage())
                .hasSizeLessThan(600);
    }

    @Test
    void aRequestThatIsTooLargeForTheServerIsNoRateLimit() throws Exception {
        server.answer(
                "Get",
                call -> call.fail(
                        Status.RESOURCE_EXHAUSTED.withDescription("grpc: received message larger than max (5 vs. 4)")));
        ConnectorException failure = routes(ONCE).failure(query("Get"), null, Map.of());
        assertThat(failure.errorCode()).isEqualTo(GrpcErrors.REFUSED);
        assertThat(failure).hasMessageContaining("Send less in one message.");
    }

    @Test
    void noAnswerInTimeIsATimeoutThatTheServerIsToldOf() throws Exception {
        server.answer("Get", call -> {});
        ConnectorException failure =
                routes(ONCE + "    options: { requestTimeout: 200ms }\n").failure(query("Get"), null, Map.of());
        assertThat(failure.errorCode()).isEqualTo(GrpcErrors.TIMED_OUT);
        assertThat(failure)
                .hasMessageContaining("did not answer shop.Inventory/Get within 200 ms ('options.requestTimeout').");
        assertThat(failure.neverSent()).isFalse();
        Endless.awaitCancelled(server.calls().get(0));
        assertThat(routes(ONCE).failure(query("Get") + "&replyTimeout=150ms", null, Map.of()))
                .hasMessageContaining("within 150 ms ('replyTimeout')");
    }

    @Test
    void aServerThatDripsIsHeldToTheDeadlineOfTheWholeCall() throws Exception {
        server.answer("Watch", call -> call.send("{}").send("{}"));
        ConnectorException failure = routes(ONCE).failure(query("Watch") + "&replyTimeout=300ms", null, Map.of());
        assertThat(failure.errorCode()).isEqualTo(GrpcErrors.TIMED_OUT);
        Endless.awaitCancelled(server.calls().get(0));
    }

    @Test
    void cancellingACallCancelsItAtTheServer() throws Exception {
        server.answer("Get", call -> {});
        Grpc api = Grpc.of(routes("").context(), "api");
        CompletableFuture<ExecutionResult> call =
                api.query("shop.Inventory/Get").executeAsync().toCompletableFuture();
        Awaitility.await("the call is under way").until(() -> server.calls().size() == 1);
        call.cancel(true);
        assertThat(call).isCancelled();
        Endless.awaitCancelled(server.calls().get(0));
    }

    @Test
    void aRouteGoesOnInAThreadThatMayBlock() throws Exception {
        Grpc api = Grpc.of(routes("").context(), "api");
        String thread = api.query("shop.Inventory/Get")
                .executeAsync()
                .thenApply(result -> Thread.currentThread().getName())
                .toCompletableFuture()
                .join();
        // One that waits for another reply of the same connector does not hinder it.
        String inner = api.query("shop.Inventory/Get")
                .executeAsync()
                .thenApply(result ->
                        api.query("shop.Inventory/Get").execute().output().toString())
                .toCompletableFuture()
                .join();
        assertThat(thread).doesNotContain("ELG", "netty");
        assertThat(inner).contains("sku");
    }

    @Test
    void aServerThatIsAwayWasNeverReachedAndIsFoundAgainAtOnce() throws Exception {
        try (InventoryServer mortal = InventoryServer.start()) {
            routes(mortal, ONCE + "    circuitBreaker: { enabled: false }\n").answer(query("Get"), null, Map.of());
            Grpc api = Grpc.of(
                    routes(mortal, ONCE + "    circuitBreaker: { enabled: false }\n")
                            .context(),
                    "api");
            api.call("shop.Inventory/Take").execute();
            mortal.stop();
            // A call may still find the connection that has not noticed yet.
            await().until(() ->
                    failure(api.query("shop.Inventory/Get")).errorCode().equals(GrpcErrors.NOT_REACHED));
            for (int i = 0; i < 3; i++) {
                ConnectorException failure = failure(api.call("shop.Inventory/Take"));
                assertThat(failure.errorCode()).isEqualTo(GrpcErrors.NOT_REACHED);
                assertThat(failure.neverSent()).isTrue();
                assertThat(failure).hasMessageContaining(mortal.address() + " cannot be reached");
            }
            mortal.startAgain();
            // An attempt to connect that was under way may still fail.
            await().ignoreExceptions()
                    .until(() -> api.call("shop.Inventory/Take").execute().success());
        }
    }

    @Test
    void aChangeIsRepeatedUntilTheServerIsBack() throws Exception {
        try (InventoryServer mortal = InventoryServer.start()) {
            Grpc api = Grpc.of(
                    routes(
                                    mortal,
                                    "    retry: { maxRetries: 10, delay: 200ms, maxDelay: 200ms }\n    circuitBreaker: { enabled: false }\n")
                            .context(),
                    "api");
            mortal.stop();
            CompletableFuture<ExecutionResult> call =
                    api.call("shop.Inventory/Take").executeAsync().toCompletableFuture();
            Awaitility.await("it is repeated").until(() -> retries() > 0);
            mortal.startAgain();
            assertThat(call.join().success()).isTrue();
            assertThat(mortal.calls()).hasSize(1);
        }
    }

    private long retries() throws Exception {
        return current().connector().retries();
    }

    @Test
    void aServerThatDiesInTheMiddleOfAStreamIsALostConnection() throws Exception {
        try (InventoryServer mortal = InventoryServer.start();
                TcpProxy network = TcpProxy.start("127.0.0.1", mortal.port())) {
            Grpc api = Grpc.of(
                    declared("    connection: { url: \"grpc://127.0.0.1:" + network.port() + "\" }\n" + ONCE, Map.of())
                            .context(),
                    "api");
            mortal.answer("Watch", call -> call.send("{}"));
            CompletableFuture<ExecutionResult> call =
                    api.query("shop.Inventory/Watch").executeAsync().toCompletableFuture();
            Awaitility.await("the call is under way").until(() -> mortal.calls().size() == 1);
            network.cut();
            ConnectorException failure = failure(call);
            assertThat(failure.errorCode()).isEqualTo(GrpcErrors.CONNECTION_LOST);
            assertThat(failure.neverSent()).isFalse();
            assertThat(failure).hasMessageContaining("broke before shop.Inventory/Watch was answered");
        }
    }

    @Test
    void aServerThatSpeaksSomethingElseIsSaidToBeNone() throws Exception {
        try (KeyValueServer http = KeyValueServer.start("nobody", "nothing")) {
            String address = URI.create(http.url()).getAuthority();
            ConnectorException failure = declared(
                            "    connection: { url: \"grpc://" + address + "\" }\n" + ONCE, Map.of())
                    .failure(query("Get"), null, Map.of());
            assertThat(failure.getMessage()).contains(address);
            assertThat(failure.category()).isEqualTo(ErrorCategory.CONNECTION);
        }
    }

    @Test
    void anUnknownHostIsSaidToBeOne() throws Exception {
        assertThat(declared("    connection: { url: \"grpc://nowhere.invalid:1\" }\n" + ONCE, Map.of())
                        .failure(query("Get"), null, Map.of()))
                .hasMessageContaining("nowhere.invalid:1 cannot be reached: no address is known for its name.");
    }

    @Test
    void disconnectingEndsWhatIsUnderWay() throws Exception {
        server.answer("Get", call -> {});
        Grpc api = Grpc.of(routes(ONCE).context(), "api");
        CompletableFuture<ExecutionResult> call =
                api.query("shop.Inventory/Get").executeAsync().toCompletableFuture();
        Awaitility.await("the call is under way").until(() -> server.calls().size() == 1);
        current().connector().connector().disconnect();
        assertThat(failure(call).category()).isEqualTo(ErrorCategory.CONNECTION);
        assertThat(List.of(failure(api.query("shop.Inventory/Get")).code())).containsExactly("SERAI-CONNECTOR-007");
    }
}
