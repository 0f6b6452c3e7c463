/** Everything that can be known of a connector type without making one, derived from its factory: its options, JSON Schemas, Camel metadata and reference page. */
package dev.serai.connector.specification;
