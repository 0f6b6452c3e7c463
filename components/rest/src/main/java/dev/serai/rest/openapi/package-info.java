/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * APIs by their own description: an OpenAPI document makes each of its operations one of the connector, with the inputs
 * that it takes and the checks that it states.
 */
package dev.serai.rest.openapi;
