/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import java.util.Optional;

/**
 * What a declared connector is.
 *
 * @param factory of its type; empty when there is no such type
 * @param metadata what it can do; empty when the declaration may add to that and has mistakes, or when only another
 *     system could tell
 */
record DeclaredType(Optional<ConnectorFactory<?>> factory, Optional<ConnectorMetadata> metadata) {}
