/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.ConfigurationNode;
import dev.serai.connector.configuration.SourceLocation;

/**
 * A step of a route.
 *
 * @param name of the EIP
 * @param location of the name
 * @param definition what stands under it
 * @param last whether no step follows in the same list
 */
record StepUse(String name, SourceLocation location, ConfigurationNode definition, boolean last) {}
