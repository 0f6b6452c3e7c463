/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.testkit.ConnectorRoutes;
import io.grpc.InsecureServerCredentials;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Where a connector knows methods and messages from. */
class GrpcDescriptorsTest extends GrpcServerTest {

    @Test
    void theDraftOfTheReflectionServiceDoes() throws Exception {
        try (InventoryServer older = InventoryServer.startWithDraft()) {
            ConnectorRoutes routes = routes(older, ONCE);
            assertThat(map(routes.answer(query("Get"), Map.of("sku", "A"), Map.of())))
                    .containsEntry("sku", "A");
            assertThat(routes.failure(query("Gett"), null, Map.of())).hasMessageContaining("Did you mean 'Get'?");
        }
    }

    @Test
    void aServerThatDoesNotTellIsRefusedWithWhatToWrite() throws Exception {
        try (InventoryServer silent = InventoryServer.startSilent()) {
            ConnectorException failure = routes(silent, "").failure(call("Get"), Map.of(), Map.of());
            assertThat(failure.errorCode()).isEqualTo(GrpcErrors.NO_REFLECTION);
            assertThat(failure.neverSent()).isTrue();
            assertThat(failure)
                    .hasMessageContaining(silent.address() + " has no reflection service")
                    .hasMessageContaining("protoc --include_imports --descriptor_set_out=services.desc")
                    .hasMessageContaining("'descriptors: services.desc'");
            assertThat(silent.calls()).isEmpty();
        }
    }

    @Test
    void aDescriptorFileStandsInForIt() throws Exception {
        Files.write(folder.resolve("inventory.desc"), Inventory.set().toByteArray());
        try (InventoryServer silent = InventoryServer.startSilent()) {
            ConnectorRoutes routes = routes(silent, "    descriptors: inventory.desc\n");
            assertThat(map(routes.answer(query("Get"), Map.of("sku", "A"), Map.of())))
                    .containsEntry("sku", "A");
            assertThat(routes.failure("connector:api/call?method=shop.Inventori/Get", null, Map.of()))
                    .hasMessageContaining("The file 'inventory.desc' has no service 'shop.Inventori'."
                            + " Did you mean 'shop.Inventory'?");
        }
    }

    @Test
    void aDescriptorFileThatCannotBeUsedStopsTheStart() throws Exception {
        assertRefused("away.desc", "'away.desc' of 'descriptors' cannot be read: it does not exist.");
        Files.writeString(folder.resolve("text.desc"), "syntax = \"proto3\";");
        assertRefused("text.desc", "'text.desc' of 'descriptors' is no descriptor file. Write one by protoc");
        Files.write(folder.resolve("empty.desc"), new byte[0]);
        assertRefused("empty.desc", "describes no service");
        Files.write(
                folder.resolve("part.desc"),
                FileDescriptorSet.newBuilder()
                        .addFile(Inventory.FILE.toProto())
                        .build()
                        .toByteArray());
        assertRefused("part.desc", "'shop/common.proto' is imported, but missing. Write the file with protoc's");
    }

    private void assertRefused(String file, String expected) {
        assertThatThrownBy(() -> routes("    descriptors: " + file + "\n"))
                .hasStackTraceContaining(expected)
                .hasStackTraceContaining("SERAI-GRPC-013");
    }

    @Test
    void filesThatImportEachOtherAreRefused() {
        List<FileDescriptorProto> circle = List.of(
                FileDescriptorProto.newBuilder()
                        .setName("a.proto")
                        .addDependency("b.proto")
                        .build(),
                FileDescriptorProto.newBuilder()
                        .setName("b.proto")
                        .addDependency("a.proto")
                        .build());
        assertThatThrownBy(() -> new FileLinking("x", circle).all())
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("'a.proto' imports itself, by a.proto, b.proto.");
    }

    @Test
    void filesOfAnEditionAreRefused() {
        FileDescriptorProto newer = FileDescriptorProto.newBuilder()
                .setName("a.proto")
                .setSyntax("editions")
                .build();
        assertThatThrownBy(() -> new FileLinking("x", List.of(newer)).all())
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("'a.proto' is written in an edition, which cannot be read yet. Use proto3.");
    }

    @Test
    void callersThatComeTogetherShareOneQuestionAndTheAnswerStays() throws Exception {
        Grpc api = Grpc.of(routes(ONCE).context(), "api");
        CompletableFuture<?>[] calls = IntStream.range(0, 50)
                .mapToObj(i -> api.query("shop.Inventory/Get").executeAsync().toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(calls).join();
        assertThat(server.calls()).hasSize(50);
        assertThat(server.openedReflections()).isEqualTo(1);
        api.query("shop.Inventory/Get").execute();
        assertThat(server.openedReflections()).isEqualTo(1);
    }

    /** The server is replaced by one whose service has a method more, and a message a field more. */
    @Test
    void aServerThatWasReplacedIsAskedAnew() throws Exception {
        FileDescriptor larger = larger();
        try (InventoryServer first = InventoryServer.start()) {
            Grpc api = Grpc.of(routes(first, ONCE).context(), "api");
            api.query("shop.Inventory/Get").execute();
            first.stop();
            first.describe(larger.findServiceByName("Inventory"));
            first.startAgain();
            Awaitility.await("the new field is known").ignoreExceptions().untilAsserted(() -> assertThat(
                            map(api.query("shop.Inventory/Get")
                                    .message(Map.of("colour", "blue"))
                                    .execute()
                                    .output()))
                    .isNotNull());
            assertThat(api.call("shop.Inventory/Added").execute().success()).isTrue();
        }
    }

    private static FileDescriptor larger() throws Exception {
        FileDescriptorProto.Builder file = Inventory.FILE.toProto().toBuilder();
        DescriptorProto.Builder key = file.getMessageTypeBuilder(0);
        assertThat(key.getName()).isEqualTo("Key");
        key.addField(FieldDescriptorProto.newBuilder()
                .setName("colour")
                .setNumber(9)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .setType(FieldDescriptorProto.Type.TYPE_STRING));
        file.getServiceBuilder(0)
                .addMethod(file.getService(0).getMethod(0).toBuilder().setName("Added"));
        return FileDescriptor.buildFrom(
                file.build(), Inventory.FILE.getDependencies().toArray(FileDescriptor[]::new));
    }

    @Test
    void aReflectionServiceThatIsAwayIsAFailureBeforeTheCall() throws Exception {
        InventoryServer mortal = InventoryServer.start();
        mortal.stop();
        ConnectorException failure = routes(mortal, ONCE).failure(call("Take"), Map.of(), Map.of());
        assertThat(failure.category()).isEqualTo(ErrorCategory.CONNECTION);
        assertThat(failure.neverSent()).isTrue();
    }

    @Test
    void aReflectionServiceThatWantsToKnowWhoAsksIsTold() throws Exception {
        try (InventoryServer guarded =
                InventoryServer.with(InsecureServerCredentials.create(), ProtoReflectionServiceV1.newInstance())) {
            guarded.admit(headers -> "secret-4711"
                    .equals(headers.get(
                            io.grpc.Metadata.Key.of("x-api-key", io.grpc.Metadata.ASCII_STRING_MARSHALLER))));
            assertThat(declared(
                                    "    connection: { url: \"grpc://" + guarded.address()
                                            + "\", auth: { type: apiKey, key: \"{{key}}\" } }\n",
                                    Map.of("key", "secret-4711"))
                            .answer(query("Get"), null, Map.of()))
                    .isNotNull();
            ConnectorException failure = routes(guarded, ONCE).failure(query("Get"), null, Map.of());
            assertThat(failure.errorCode()).isEqualTo(GrpcErrors.NOT_AUTHORIZED);
        }
    }
}
