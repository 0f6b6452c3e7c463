/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.value.ExchangeProperties;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.Processor;
import org.apache.camel.WrappedFile;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.UnitOfWorkHelper;

/**
 * Around a step that polls. What it got is recorded; once that is on the disk, the polled message is done with: its file
 * is moved or deleted, its delivery is acknowledged. Camel does so at the end of the exchange, but the exchange that
 * polled may never come to an end, and a later one that goes on in its place cannot do it.
 */
final class PollStep extends StepProcessor {

    private final RecordedStep recorded;

    PollStep(StepPlace place, Processor step) {
        super(place, step);
        this.recorded = new RecordedStep(
                place, new Taking(AsyncProcessorConverterHelper.convert(step)), StepKind.EFFECT, Destination.NONE);
    }

    @Override
    boolean process(Execution execution, Exchange exchange, Frame frame, AsyncCallback callback) {
        AtomicBoolean later = new AtomicBoolean();
        boolean ended = recorded.process(execution, exchange, frame, sync -> {
            @SuppressWarnings("unchecked")
            List<Synchronization> polled = (List<Synchronization>) exchange.removeProperty(ExchangeProperties.POLLED);
            if (polled == null) {
                callback.done(sync);
                return;
            }
            later.set(true);
            execution.flush(() -> {
                UnitOfWorkHelper.doneSynchronizations(exchange, polled);
                callback.done(false);
            });
        });
        return ended && !later.get();
    }

    /** Polls on a copy of the exchange, so that what belongs to the polled message can be told from the rest. */
    private static final class Taking extends AsyncProcessorSupport {

        private final AsyncProcessor poll;

        Taking(AsyncProcessor poll) {
            this.poll = poll;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Exchange copy = ExchangeHelper.createCopy(exchange, true);
            copy.getExchangeExtension().setUnitOfWork(null);
            return poll.process(copy, sync -> {
                holdFile(copy);
                ExchangeHelper.copyResults(exchange, copy);
                List<Synchronization> polled = copy.getExchangeExtension().handoverCompletions();
                if (polled != null) {
                    exchange.setProperty(ExchangeProperties.POLLED, polled);
                }
                callback.done(sync);
            });
        }

        /** A file is a handle of this process; its content can be recorded. */
        private static void holdFile(Exchange exchange) {
            Message message = exchange.getMessage();
            if (message.getBody() instanceof WrappedFile<?> file) {
                try {
                    message.setBody(exchange.getContext()
                            .getTypeConverter()
                            .mandatoryConvertTo(InputStream.class, exchange, file));
                } catch (NoTypeConversionAvailableException e) {
                    exchange.setException(e);
                }
            }
        }
    }
}
