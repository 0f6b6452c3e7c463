package __package__;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/** Says in plain sentences what went wrong and what to do. */
final class __Prefix__Failures {

    /** More of an answer helps nobody. */
    private static final int SHOWN = 200;

    private final String server;
    private final long timeout;

    __Prefix__Failures(__Prefix__Configuration configuration) {
        this.server = "The server at " + configuration.connection().url();
        this.timeout = configuration.options().requestTimeout().toMillis();
    }

    /** What the server refused with. */
    ConnectorException refused(Caller caller, HttpResponse<String> answer) {
        int status = answer.statusCode();
        String sentence = server + " answered " + status + ".";
        if (status == 401 || status == 403) {
            return failure(
                    caller,
                    __Prefix__Errors.NOT_AUTHORIZED,
                    sentence + " Check connection.username and connection.password.");
        }
        if (status >= 500) {
            return failure(caller, __Prefix__Errors.SERVER_FAILED, sentence);
        }
        String text = answer.body().substring(0, Math.min(SHOWN, answer.body().length()));
        return failure(caller, __Prefix__Errors.REFUSED, sentence + " It said: \"" + text + "\".");
    }

    /** Why there is no answer. */
    ConnectorException broken(Caller caller, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof CancellationException) {
            return failure(caller, ConnectorErrors.CANCELLED, "The call was called off.");
        }
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return caller.failure(
                            __Prefix__Errors.NOT_REACHED,
                            server + " cannot be reached. Check connection.url and whether the server runs.")
                    .neverSent()
                    .cause(cause)
                    .build();
        }
        ErrorCode code = __Prefix__Errors.CONNECTION_LOST;
        String sentence = "The connection broke before the answer was there.";
        if (cause instanceof HttpTimeoutException) {
            code = __Prefix__Errors.TIMED_OUT;
            sentence = server + " did not answer within " + timeout + " ms (options.requestTimeout).";
        } else if (!(cause instanceof IOException)) {
            code = ConnectorErrors.UNEXPECTED;
            sentence = "The call failed: " + cause + ".";
        }
        return caller.failure(code, sentence).cause(cause).build();
    }

    private static ConnectorException failure(Caller caller, ErrorCode code, String sentence) {
        return caller.failure(code, sentence).build();
    }
}
