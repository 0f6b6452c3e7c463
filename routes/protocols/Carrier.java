/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.BindToRegistry;
import org.apache.camel.PropertyInject;

/**
 * The gRPC service of grpc.camel.yaml: tells where a parcel is, and reports movements as they happen. It has no generated
 * code, so that this folder needs no build; a service of your own would.
 */
@BindToRegistry(value = "carrier", initMethod = "start", destroyMethod = "stop")
public class Carrier {

    private static final String PROTO = """
            name: "carrier.proto" package: "carrier" syntax: "proto3"
            message_type { name: "Question" field { name: "number" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL } }
            message_type { name: "Parcel"
              field { name: "number" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
              field { name: "place" number: 2 type: TYPE_STRING label: LABEL_OPTIONAL } }
            service { name: "Parcels"
              method { name: "Track" input_type: ".carrier.Question" output_type: ".carrier.Parcel"
                options { idempotency_level: NO_SIDE_EFFECTS } }
              method { name: "Watch" input_type: ".carrier.Question" output_type: ".carrier.Parcel"
                server_streaming: true } }
            """;

    private static final Map<String, String> PARCELS = Map.of("P-1", "Hamburg", "P-2", "Trieste");

    @PropertyInject("carrier.port")
    private int port;

    private final ScheduledExecutorService movements = Executors.newSingleThreadScheduledExecutor();
    private ServiceDescriptor service;
    private Server server;

    public void start() throws Exception {
        // Camel 4.17 binds a bean in each of two passes, and begins it in both.
        if (server != null) {
            return;
        }
        FileDescriptorProto.Builder proto = FileDescriptorProto.newBuilder();
        TextFormat.merge(PROTO, proto);
        FileDescriptor file = FileDescriptor.buildFrom(proto.build(), new FileDescriptor[0]);
        service = file.findServiceByName("Parcels");
        ProtoFileDescriptorSupplier described = () -> file;
        io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> track = method("Track", described);
        io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> watch = method("Watch", described);
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                .addService(ServerServiceDefinition.builder(io.grpc.ServiceDescriptor.newBuilder(service.getFullName())
                                .setSchemaDescriptor(described)
                                .addMethod(track)
                                .addMethod(watch)
                                .build())
                        .addMethod(track, ServerCalls.asyncUnaryCall(this::track))
                        .addMethod(watch, ServerCalls.asyncServerStreamingCall(this::watch))
                        .build())
                .addService(ProtoReflectionServiceV1.newInstance())
                .build()
                .start();
    }

    private io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> method(
            String name, ProtoFileDescriptorSupplier described) {
        MethodDescriptor method = service.findMethodByName(name);
        return io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(
                        method.isServerStreaming()
                                ? io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING
                                : io.grpc.MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(io.grpc.MethodDescriptor.generateFullMethodName(service.getFullName(), name))
                .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
                .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
                .setSchemaDescriptor(described)
                .build();
    }

    private void track(DynamicMessage question, StreamObserver<DynamicMessage> answer) {
        String number = (String) question.getField(question.getDescriptorForType().findFieldByName("number"));
        if (!PARCELS.containsKey(number)) {
            answer.onError(Status.NOT_FOUND
                    .withDescription("There is no parcel '" + number + "'.")
                    .asRuntimeException());
            return;
        }
        answer.onNext(parcel(number));
        answer.onCompleted();
    }

    private void watch(DynamicMessage question, StreamObserver<DynamicMessage> answer) {
        ServerCallStreamObserver<DynamicMessage> watcher = (ServerCallStreamObserver<DynamicMessage>) answer;
        ScheduledFuture<?> reports =
                movements.scheduleAtFixedRate(() -> report(watcher), 0, 500, TimeUnit.MILLISECONDS);
        watcher.setOnCancelHandler(() -> reports.cancel(false));
    }

    private void report(ServerCallStreamObserver<DynamicMessage> watcher) {
        if (watcher.isReady()) {
            watcher.onNext(parcel("P-1"));
        }
    }

    private DynamicMessage parcel(String number) {
        var type = service.findMethodByName("Track").getOutputType();
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("number"), number)
                .setField(type.findFieldByName("place"), PARCELS.get(number))
                .build();
    }

    public void stop() {
        movements.shutdownNow();
        server.shutdownNow();
    }
}
