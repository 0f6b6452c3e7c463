/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.Names;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Services that are known, and their methods as they are called. Thread-safe. */
final class Services {

    private final String source;
    private final List<ServiceDescriptor> all;
    private final KnownTypes types;
    private final Map<MethodName, GrpcMethod> methods = new ConcurrentHashMap<>();

    /** @param source who knows them, as the beginning of a sentence */
    Services(String source, List<ServiceDescriptor> all, KnownTypes types) {
        this.source = source;
        this.all = all;
        this.types = types;
    }

    List<ServiceDescriptor> all() {
        return all;
    }

    /** Whether there is such a method. */
    boolean has(MethodName name) {
        ServiceDescriptor service = service(name.service());
        return service != null && service.findMethodByName(name.method()) != null;
    }

    /** @throws ConnectorException when there is no such method, with the one that was likely meant */
    GrpcMethod method(MethodName name) {
        GrpcMethod known = methods.get(name);
        return known == null ? methods.computeIfAbsent(name, this::made) : known;
    }

    private GrpcMethod made(MethodName name) {
        ServiceDescriptor service = service(name.service());
        if (service == null) {
            throw unknownService(
                    source,
                    name,
                    all.stream().map(ServiceDescriptor::getFullName).toList());
        }
        MethodDescriptor method = service.findMethodByName(name.method());
        if (method == null) {
            throw MethodName.refused("The service " + name.service() + " has no method '" + name.method() + "'. "
                    + Names.suggestion(
                            name.method(),
                            service.getMethods().stream()
                                    .map(MethodDescriptor::getName)
                                    .toList()));
        }
        return GrpcMethod.of(name, method, types);
    }

    /** The failure of a method whose service there is not. */
    static ConnectorException unknownService(String source, MethodName name, List<String> known) {
        return MethodName.refused(
                source + " has no service '" + name.service() + "'. " + Names.suggestion(name.service(), known));
    }

    private ServiceDescriptor service(String name) {
        return all.stream()
                .filter(service -> service.getFullName().equals(name))
                .findFirst()
                .orElse(null);
    }
}
