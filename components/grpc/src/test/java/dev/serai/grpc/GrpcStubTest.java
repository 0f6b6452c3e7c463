/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.connector.ConnectorException;
import dev.serai.testkit.ConnectorRoutes;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Generated stubs on a connector's channel. */
class GrpcStubTest extends GrpcServerTest {

    private static final Metadata.Key<String> TENANT = Metadata.Key.of("tenant", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Flaky health = new Flaky();
    private final List<Metadata> seen = new CopyOnWriteArrayList<>();
    private InventoryServer healthy;

    @BeforeEach
    void startHealthy() {
        healthy = InventoryServer.with(InsecureServerCredentials.create(), health);
        healthy.admit(headers -> {
            seen.add(headers);
            return true;
        });
    }

    @AfterEach
    void stopHealthy() {
        healthy.close();
    }

    private Grpc grpc(String further) throws Exception {
        ConnectorRoutes routes = declared(
                "    connection: { url: \"grpc://" + healthy.address()
                        + "\", metadata: { tenant: north }, auth: { type: bearer, token: \"{{token}}\" } }\n" + further,
                Map.of("token", "open-sesame-4711"));
        return Grpc.of(routes.context(), "api");
    }

    private static HealthCheckRequest request(String service) {
        return HealthCheckRequest.newBuilder().setService(service).build();
    }

    @Test
    void aBlockingStubCallsWithTheConnectorsCredentials() throws Exception {
        HealthCheckResponse answer =
                HealthGrpc.newBlockingStub(grpc("").channel()).check(request(""));
        assertThat(answer.getStatus()).isEqualTo(ServingStatus.SERVING);
        assertThat(seen.get(0).get(AUTHORIZATION)).isEqualTo("Bearer open-sesame-4711");
        assertThat(seen.get(0).get(TENANT)).isEqualTo("north");
    }

    @Test
    void aStubsOwnMetadataWin() throws Exception {
        Metadata own = new Metadata();
        own.put(TENANT, "south");
        HealthGrpc.newBlockingStub(grpc("").channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(own))
                .check(request(""));
        assertThat(seen.get(0).getAll(TENANT)).containsExactly("south");
    }

    @Test
    void aPlainCallPassesThePipeline() throws Exception {
        health.failures = 0;
        Grpc api = grpc("    retry: { maxRetries: 0 }\n    circuitBreaker: { failures: 2, recovery: 1h }\n");
        health.failing = true;
        HealthGrpc.HealthBlockingStub stub = HealthGrpc.newBlockingStub(api.channel());
        for (int i = 0; i < 2; i++) {
            StatusRuntimeException failure =
                    catchThrowableOfType(StatusRuntimeException.class, () -> stub.check(request("")));
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(failure.getCause())
                    .isInstanceOfSatisfying(ConnectorException.class, known -> assertThat(known.errorCode())
                            .isEqualTo(GrpcErrors.SERVER_FAILED));
        }
        assertThatThrownBy(() -> stub.check(request(""))).hasMessageContaining("SERAI-CONNECTOR-009");
        assertThat(health.failures).isEqualTo(2);
    }

    @Test
    void anAsynchronousStubHearsOfItsReply() throws Exception {
        CompletableFuture<HealthCheckResponse> answer = new CompletableFuture<>();
        HealthGrpc.newStub(grpc("").channel()).check(request(""), new Into(answer));
        assertThat(answer.join().getStatus()).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void aStubsDeadlineWinsAndCancellingReachesTheServer() throws Exception {
        health.silent = true;
        Grpc api = grpc("    retry: { maxRetries: 0 }\n");
        assertThatThrownBy(() -> HealthGrpc.newBlockingStub(api.channel())
                        .withDeadlineAfter(200, TimeUnit.MILLISECONDS)
                        .check(request("")))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
        Awaitility.await("the server is told").until(() -> health.cancelled == 1);
        Into call = new Into(new CompletableFuture<>());
        HealthGrpc.newStub(api.channel()).check(request(""), call);
        Awaitility.await("the call is under way").until(() -> health.waiting == 2);
        call.begun.get().cancel("It is enough.", null);
        Awaitility.await("the server is told").until(() -> health.cancelled == 2);
    }

    @Test
    void aStreamHasTheConnectorsCredentialsToo() throws Exception {
        Iterator<HealthCheckResponse> stream =
                HealthGrpc.newBlockingStub(grpc("").channel()).watch(request(""));
        assertThat(stream.next().getStatus()).isEqualTo(ServingStatus.SERVING);
        assertThat(stream.hasNext()).isFalse();
        assertThat(seen.get(0).get(AUTHORIZATION)).isEqualTo("Bearer open-sesame-4711");
        assertThat(seen.get(0).get(TENANT)).isEqualTo("north");
    }

    @Test
    void aChannelStaysGoodWhenTheConnectorIsConnectedAnew() throws Exception {
        Grpc api = grpc(ONCE);
        HealthGrpc.HealthBlockingStub stub = HealthGrpc.newBlockingStub(api.channel());
        stub.check(request(""));
        current().connector().connector().disconnect();
        assertThatThrownBy(() -> stub.check(request(""))).hasMessageContaining("SERAI-CONNECTOR-007");
        assertThatThrownBy(() -> stub.watch(request("")).hasNext()).hasMessageContaining("SERAI-CONNECTOR-007");
        current().connector().connector().connect();
        assertThat(stub.check(request("")).getStatus()).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void anotherTypeOfConnectorIsRefused() throws Exception {
        ConnectorRoutes routes = routes("");
        assertThatThrownBy(() -> Grpc.of(routes.context(), "apy")).hasMessageContaining("Did you mean 'api'?");
    }

    /** A service with generated code. */
    private static final class Flaky extends HealthGrpc.HealthImplBase {

        private volatile boolean failing;
        private volatile boolean silent;
        private volatile int failures;
        private volatile int waiting;
        private volatile int cancelled;

        @Override
        public synchronized void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> replies) {
            if (failing) {
                failures++;
                replies.onError(Status.UNAVAILABLE.asRuntimeException());
            } else if (silent) {
                waiting++;
                ((ServerCallStreamObserver<?>) replies).setOnCancelHandler(this::count);
            } else {
                watch(request, replies);
            }
        }

        private synchronized void count() {
            cancelled++;
        }

        @Override
        public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> replies) {
            replies.onNext(HealthCheckResponse.newBuilder()
                    .setStatus(ServingStatus.SERVING)
                    .build());
            replies.onCompleted();
        }
    }

    /** Keeps the reply, and what cancels the call. */
    private static final class Into implements ClientResponseObserver<HealthCheckRequest, HealthCheckResponse> {

        private final CompletableFuture<HealthCheckResponse> answer;
        private final AtomicReference<ClientCallStreamObserver<?>> begun = new AtomicReference<>();

        Into(CompletableFuture<HealthCheckResponse> answer) {
            this.answer = answer;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<HealthCheckRequest> requests) {
            begun.set(requests);
        }

        @Override
        public void onNext(HealthCheckResponse reply) {
            answer.complete(reply);
        }

        @Override
        public void onError(Throwable failure) {
            answer.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            answer.completeExceptionally(new AssertionError("There was no reply."));
        }
    }
}
