/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a test proves of an EIP: a line of the table in the module's page. Each EIP that the engine knows must be declared
 * by a test.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(Guarantees.class)
@interface Guarantee {

    /** The EIPs' names in a YAML route. An addition after a space, such as {@code split parallel}, makes another line. */
    String[] eip();

    /** What holds, in a few words. */
    String is();
}
