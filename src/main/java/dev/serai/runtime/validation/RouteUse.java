/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.ConfigurationNode;
import dev.serai.connector.configuration.SourceLocation;

/**
 * A route.
 *
 * @param definition what stands under {@code route}, or under {@code from} when it stands alone
 * @param location of the key
 */
record RouteUse(ConfigurationNode definition, SourceLocation location) {}
