/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The services of a server, as its reflection service tells. Each is asked for once; again when it lacks a method that is
 * called, and after the connection broke, because the server may be another one then.
 */
final class ReflectedDescriptors implements DescriptorSource {

    /** Services that every server may have, and that no route calls. */
    private static final String REFLECTION = "grpc.reflection.";

    private final String server;
    private final Asking asking;
    private final Map<String, CompletableFuture<Services>> loaded = new ConcurrentHashMap<>();

    /** @param server for messages */
    ReflectedDescriptors(String server, Asking asking) {
        this.server = server;
        this.asking = asking;
    }

    @Override
    public CompletableFuture<GrpcMethod> method(MethodName name) {
        CompletableFuture<Services> known = loaded.get(name.service());
        if (known != null && isComplete(known)) {
            Services services = known.join();
            if (services.has(name)) {
                return CompletableFuture.completedFuture(services.method(name));
            }
            loaded.remove(name.service(), known);
        }
        return load(name).thenApply(services -> services.method(name));
    }

    private static boolean isComplete(CompletableFuture<?> future) {
        return future.isDone() && !future.isCompletedExceptionally();
    }

    /** Callers that come meanwhile share it. */
    private CompletableFuture<Services> load(MethodName name) {
        CompletableFuture<Services> loading = new CompletableFuture<>();
        CompletableFuture<Services> before = loaded.putIfAbsent(name.service(), loading);
        if (before != null) {
            return before;
        }
        CompletableFuture<Services> unused = asked(name).whenComplete((services, failure) -> {
            if (failure == null) {
                loading.complete(services);
            } else {
                loaded.remove(name.service(), loading);
                loading.completeExceptionally(AuthenticatedCall.cause(failure));
            }
        });
        return loading;
    }

    private CompletableFuture<Services> asked(MethodName name) {
        try {
            return asking.ask(questions -> questions
                    .files(name.service())
                    .thenCompose(files -> files.isPresent()
                            ? CompletableFuture.completedFuture(linked(name.service(), files.get()))
                            : questions.services().thenApply(known -> {
                                throw Services.unknownService(server, name, known);
                            })));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Services linked(String service, Collection<FileDescriptorProto> files) {
        List<FileDescriptor> all = new FileLinking(server, files).all();
        List<ServiceDescriptor> found = all.stream()
                .flatMap(file -> file.getServices().stream())
                .filter(one -> one.getFullName().equals(service))
                .toList();
        return new Services(server, found, KnownTypes.of(all));
    }

    @Override
    public CompletableFuture<List<ServiceDescriptor>> services() {
        return asking.ask(questions -> questions.services().thenCompose(names -> {
            CompletableFuture<List<ServiceDescriptor>> all = CompletableFuture.completedFuture(new ArrayList<>());
            for (String name : names) {
                if (!name.startsWith(REFLECTION)) {
                    all = all.thenCompose(
                            found -> questions.others().files(name).thenApply(files -> {
                                files.ifPresent(given ->
                                        found.addAll(linked(name, given).all()));
                                return found;
                            }));
                }
            }
            return all.thenApply(found -> found.stream()
                    .sorted(Comparator.comparing(ServiceDescriptor::getFullName))
                    .toList());
        }));
    }

    @Override
    public void forget() {
        loaded.clear();
    }

    /** Opens a stream to the reflection service for some questions, and closes it. */
    interface Asking {
        <T> CompletableFuture<T> ask(Function<ReflectionQuestions, CompletableFuture<T>> questions);
    }
}
