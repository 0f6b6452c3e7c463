/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.observation;

import java.util.function.DoubleSupplier;

/**
 * What waits for a route that receives from a source of a connector.
 *
 * @param route the route's id
 * @param group who shares what the source has
 * @param messages how many wait now; NaN while nobody knows. Cheap, and never throws
 */
public record ConsumerBacklog(
        String connector, String type, String route, String source, String group, DoubleSupplier messages) {}
