/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.PolicyDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;

/**
 * The application's classes that steps name: beans, processors, aggregation strategies, policies and repositories. They
 * are no part of a version, so it is noted what they were when it was seen.
 */
final class UsedClasses {

    /** Of these, another version comes with another version of the product, which is not what is looked for here. */
    private static final Pattern PLATFORM = Pattern.compile(
            "(?:java|javax|jdk|org\\.apache\\.camel|org\\.springframework|dev\\.serai\\.workflow)\\..*");

    /** The bean in an address, and in a function of the simple language. */
    private static final Pattern BEAN_ADDRESS = Pattern.compile("^(bean|class):(?://)?([^?]+)");

    private static final Pattern BEAN_FUNCTION = Pattern.compile("\\$(?:simple)?\\{bean:(type:)?([\\w$.-]+)");

    /** How a definition may refer to a bean: by name, by name with a prefix, or by class. */
    private static final Pattern REFERENCE = Pattern.compile("#?(?:(bean|class|type):)?([\\w$.-]+).*");

    private final CamelContext context;
    private final Map<String, String> digests = new TreeMap<>();

    private UsedClasses(CamelContext context) {
        this.context = context;
    }

    /** The classes by name, each with a digest of what it is made of. */
    static Map<String, String> of(CamelContext context, Stream<ProcessorDefinition<?>> steps) {
        UsedClasses classes = new UsedClasses(context);
        steps.forEach(classes::add);
        return classes.digests;
    }

    private void add(ProcessorDefinition<?> step) {
        if (step instanceof BeanDefinition bean) {
            instance(bean.getBean());
            type(bean.getBeanClass());
            typeNamed(bean.getBeanType());
            reference(bean.getRef());
        } else if (step instanceof ProcessDefinition process) {
            instance(process.getProcessor());
            reference(process.getRef());
        } else if (step instanceof PolicyDefinition policy) {
            instance(policy.getPolicy());
            reference(policy.getRef());
        } else if (step instanceof IdempotentConsumerDefinition consumer) {
            instance(consumer.getIdempotentRepositoryBean());
            reference(consumer.getIdempotentRepository());
        } else {
            strategy(step);
        }
        if (step instanceof HasExpressionType one) {
            expression(one.getExpressionType());
        }
        CalledAddresses.of(step).stream()
                .map(BEAN_ADDRESS::matcher)
                .filter(Matcher::find)
                .forEach(found -> named(found.group(1), found.group(2)));
    }

    private void strategy(ProcessorDefinition<?> step) {
        if (step instanceof SplitDefinition split) {
            instance(split.getAggregationStrategyBean());
            reference(split.getAggregationStrategy());
        } else if (step instanceof MulticastDefinition multicast) {
            instance(multicast.getAggregationStrategyBean());
            reference(multicast.getAggregationStrategy());
        } else if (step instanceof RecipientListDefinition<?> list) {
            instance(list.getAggregationStrategyBean());
            reference(list.getAggregationStrategy());
        } else if (step instanceof EnrichDefinition enrich) {
            instance(enrich.getAggregationStrategyBean());
            reference(enrich.getAggregationStrategy());
        } else if (step instanceof PollEnrichDefinition enrich) {
            instance(enrich.getAggregationStrategyBean());
            reference(enrich.getAggregationStrategy());
        } else if (step instanceof AggregateDefinition aggregate) {
            instance(aggregate.getAggregationStrategyBean());
            reference(aggregate.getAggregationStrategy());
        }
    }

    private void expression(ExpressionDefinition written) {
        if (written == null) {
            return;
        }
        if (written.getExpressionType() != null) {
            expression(written.getExpressionType());
        } else if (written instanceof MethodCallExpression method) {
            instance(method.getInstance());
            type(method.getBeanType());
            typeNamed(method.getBeanTypeName());
            reference(method.getRef());
        } else if (written.getExpression() != null) {
            BEAN_FUNCTION
                    .matcher(written.getExpression())
                    .results()
                    .forEach(found -> named(found.group(1) == null ? "bean" : "class", found.group(2)));
        }
    }

    private void reference(String written) {
        if (written == null) {
            return;
        }
        Matcher reference = REFERENCE.matcher(written);
        if (reference.matches()) {
            named(reference.group(1), reference.group(2));
        }
    }

    private void named(String kind, String name) {
        if (kind == null || kind.equals("bean")) {
            bean(name).ifPresent(this::instance);
        } else {
            typeNamed(name);
        }
    }

    /** What is not there, or cannot be made, is told by Camel where the step needs it. */
    private Optional<Object> bean(String name) {
        try {
            return Optional.ofNullable(context.getRegistry().lookupByName(name));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private void typeNamed(String name) {
        if (name != null) {
            type(context.getClassResolver().resolveClass(name));
        }
    }

    private void instance(Object bean) {
        if (bean != null) {
            type(bean.getClass());
        }
    }

    private void type(Class<?> type) {
        for (Class<?> known = type; known != null && !isPlatform(known); known = known.getSuperclass()) {
            // A lambda and a proxy have no file of their own.
            String name = known.getName();
            digest(known).ifPresent(digest -> digests.put(name, digest));
        }
    }

    private static boolean isPlatform(Class<?> type) {
        return type.getClassLoader() == null || PLATFORM.matcher(type.getName()).matches();
    }

    private static Optional<String> digest(Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream bytes = type.isHidden() ? null : type.getResourceAsStream(file)) {
            return bytes == null
                    ? Optional.empty()
                    : Optional.of(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
