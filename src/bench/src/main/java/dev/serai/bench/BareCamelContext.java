/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ContextServiceLoaderPluginResolver;
import org.apache.camel.support.service.ServiceSupport;

/** Camel as it is when no jar of ours is on the class path: nothing that a jar plugs into a context is loaded. */
public final class BareCamelContext extends DefaultCamelContext {

    @Override
    protected ContextServiceLoaderPluginResolver createContextServiceLoaderPlugin() {
        return new NoPlugins();
    }

    private static final class NoPlugins extends ServiceSupport implements ContextServiceLoaderPluginResolver {
        private CamelContext camelContext;

        @Override
        public CamelContext getCamelContext() {
            return camelContext;
        }

        @Override
        public void setCamelContext(CamelContext camelContext) {
            this.camelContext = camelContext;
        }
    }
}
