/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A route that answers HTTP requests with the help of another service, beside bare Camel and a service written by hand:
 * what a request costs the process that answers it. Every part is a process of its own.
 */
package dev.serai.bench.http;
