/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A real gRPC server without generated code, which answers as a test tells it, and remembers what it was asked. */
final class InventoryServer implements AutoCloseable {

    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();

    private final ServerCredentials credentials;
    private final List<BindableService> further = new ArrayList<>();
    private volatile List<ServiceDescriptor> described;
    private final AtomicInteger reflections = new AtomicInteger();
    private final Map<String, Consumer<Call>> behaviours = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Predicate<Metadata> admission = headers -> true;
    private Server server;
    private int port;

    private InventoryServer(ServerCredentials credentials, List<ServiceDescriptor> described) {
        this.credentials = credentials;
        this.described = described;
    }

    /** A server with the released reflection service and nothing else. */
    static InventoryServer start() {
        return with(InsecureServerCredentials.create(), ProtoReflectionServiceV1.newInstance());
    }

    /** A server with the draft of the reflection service, which older ones have. */
    @SuppressWarnings("deprecation")
    static InventoryServer startWithDraft() {
        return with(InsecureServerCredentials.create(), ProtoReflectionService.newInstance());
    }

    /** A server that does not tell what it has. */
    static InventoryServer startSilent() {
        return with(InsecureServerCredentials.create());
    }

    /** A server with some more services. */
    static InventoryServer with(ServerCredentials credentials, BindableService... further) {
        return of(credentials, List.of(Inventory.SERVICE), further);
    }

    /** A server of other descriptors. */
    static InventoryServer of(
            ServerCredentials credentials, List<ServiceDescriptor> described, BindableService... further) {
        InventoryServer made = new InventoryServer(credentials, described);
        made.further.addAll(List.of(further));
        made.startAgain();
        return made;
    }

    static BindableService health(HealthStatusManager health) {
        return health.getHealthService();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** Says what a method does; by default it gives its request back. */
    void answer(String method, Consumer<Call> behaviour) {
        behaviours.put(method, behaviour);
    }

    /** Lets in only whose metadata are right; the others get UNAUTHENTICATED. */
    void admit(Predicate<Metadata> right) {
        admission = right;
    }

    /** Every call since the start or the last {@link #forget}, but those of the further services. */
    List<Call> calls() {
        return calls;
    }

    /** How often the reflection service was asked since the start or the last {@link #forget}. */
    int openedReflections() {
        return reflections.get();
    }

    /** Has another service from the next start on. */
    void describe(ServiceDescriptor service) {
        described = List.of(service);
    }

    /** Is as at the start. */
    void forget() {
        calls.clear();
        reflections.set(0);
        behaviours.clear();
        admission = headers -> true;
    }

    /** Goes away: breaks all connections. */
    void stop() {
        server.shutdownNow();
        try {
            server.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Comes back, on the same port. */
    void startAgain() {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), credentials)
                .maxInboundMessageSize(64 << 20)
                .intercept(new Admission());
        described.forEach(service -> builder.addService(definition(service)));
        further.forEach(builder::addService);
        // A client that looks for it may have been given the port for an instant.
        server = await().ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> builder.build().start(), started -> true);
        port = server.getPort();
    }

    @Override
    public void close() {
        stop();
    }

    private ServerServiceDefinition definition(ServiceDescriptor service) {
        FileDescriptor file = service.getFile();
        List<io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage>> methods =
                service.getMethods().stream().map(InventoryServer::method).toList();
        io.grpc.ServiceDescriptor.Builder described = io.grpc.ServiceDescriptor.newBuilder(service.getFullName())
                .setSchemaDescriptor((ProtoFileDescriptorSupplier) () -> file);
        methods.forEach(described::addMethod);
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(described.build());
        for (int i = 0; i < methods.size(); i++) {
            MethodDescriptor method = service.getMethods().get(i);
            definition.addMethod(
                    methods.get(i), ServerCalls.asyncBidiStreamingCall(replies -> requests(method, replies)));
        }
        return definition.build();
    }

    private static io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> method(MethodDescriptor method) {
        return io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(
                        method.isServerStreaming() || method.isClientStreaming()
                                ? MethodType.BIDI_STREAMING
                                : MethodType.UNARY)
                .setFullMethodName(method.getService().getFullName() + "/" + method.getName())
                .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
                .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
                .build();
    }

    private StreamObserver<DynamicMessage> requests(MethodDescriptor method, StreamObserver<DynamicMessage> replies) {
        Call call = new Call(method, Admission.HEADERS.get(), (ServerCallStreamObserver<DynamicMessage>) replies);
        call.replies.setOnCancelHandler(() -> call.cancelled = true);
        call.replies.setOnReadyHandler(() -> call.ready.run());
        return new StreamObserver<>() {
            @Override
            public void onNext(DynamicMessage request) {
                call.received.add(request);
            }

            @Override
            public void onError(Throwable failure) {
                call.cancelled = true;
            }

            @Override
            public void onCompleted() {
                calls.add(call);
                behaviours.getOrDefault(method.getName(), Call::echo).accept(call);
            }
        };
    }

    /** Takes a call's metadata along. */
    private final class Admission implements ServerInterceptor {

        private static final Context.Key<Metadata> HEADERS = Context.key("headers");

        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            if (call.getMethodDescriptor().getFullMethodName().contains("ServerReflection")) {
                reflections.incrementAndGet();
            }
            if (!admission.test(headers)) {
                call.close(Status.UNAUTHENTICATED.withDescription("Who are you?"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return Contexts.interceptCall(Context.current().withValue(HEADERS, headers), call, headers, next);
        }
    }

    /** A call whose requests have all come. */
    static final class Call {

        private final MethodDescriptor method;
        private final Metadata headers;
        private final ServerCallStreamObserver<DynamicMessage> replies;
        private final List<DynamicMessage> received = new ArrayList<>();
        private volatile boolean cancelled;
        private volatile Runnable ready = () -> {};

        Call(MethodDescriptor method, Metadata headers, ServerCallStreamObserver<DynamicMessage> replies) {
            this.method = method;
            this.headers = headers;
            this.replies = replies;
        }

        String method() {
            return method.getName();
        }

        String header(String key) {
            return headers.get(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER));
        }

        Metadata headers() {
            return headers;
        }

        /** Each as JSON. */
        List<String> requests() {
            return received.stream().map(Call::json).toList();
        }

        String request() {
            return requests().get(0);
        }

        boolean cancelled() {
            return cancelled;
        }

        ServerCallStreamObserver<DynamicMessage> replies() {
            return replies;
        }

        /** Runs something now, and whenever the client takes more. */
        void whenReady(Runnable sending) {
            ready = sending;
            sending.run();
        }

        /** @param json the fields of the method's output */
        Call send(String json) {
            replies.onNext(message(json));
            return this;
        }

        DynamicMessage message(String json) {
            DynamicMessage.Builder message = DynamicMessage.newBuilder(method.getOutputType());
            try {
                JsonFormat.parser()
                        .usingTypeRegistry(JsonFormat.TypeRegistry.newBuilder()
                                .add(Inventory.EVERYTHING)
                                .build())
                        .merge(json, message);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalArgumentException(e);
            }
            return message.build();
        }

        void end() {
            replies.onCompleted();
        }

        void fail(Status status) {
            replies.onError(status.asRuntimeException());
        }

        void fail(Status status, Metadata trailers) {
            replies.onError(status.asRuntimeException(trailers));
        }

        private void echo() {
            received.forEach(replies::onNext);
            end();
        }

        private static String json(DynamicMessage message) {
            try {
                return PRINTER.print(message);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }
}
