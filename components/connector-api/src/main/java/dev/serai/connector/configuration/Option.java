/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a configuration record. The component's name is the option's name; its type decides what
 * is accepted: {@code String}, {@code int}, {@code Integer}, {@code long}, {@code double}, {@code boolean},
 * {@code Boolean}, {@link java.time.Duration} ({@code 30s} or milliseconds), {@link ByteSize} ({@code 10MB}), an enum, {@code List<String>},
 * {@code Map<String, Object>}, or another such record.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {

    /** One sentence for people. */
    String value();

    boolean required() default false;

    /** As a user would write it; empty for none. */
    String defaultValue() default "";

    /** The default where the mapping around the option stands in the file; empty for {@link #defaultValue()}. */
    String presentValue() default "";

    /** The smallest number or duration accepted, as a user would write it; empty for no bound. */
    String min() default "";

    /** The largest number or duration accepted, as a user would write it; empty for no bound. */
    String max() default "";

    /** The value must not stand in the file as a literal, and is masked wherever it is shown. */
    boolean secret() default false;
}
