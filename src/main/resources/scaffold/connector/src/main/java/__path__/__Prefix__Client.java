package __package__;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.apache.camel.spi.ExecutorServiceManager;

/** Speaks the server's protocol. Thread-safe; no thread waits for an answer. */
final class __Prefix__Client {

    private final __Prefix__Configuration configuration;
    private final __Prefix__Failures failures;
    private final String authorization;
    private final ExecutorServiceManager executors;
    private final ExecutorService threads;
    private final HttpClient http;
    private final Set<CompletableFuture<?>> underWay = ConcurrentHashMap.newKeySet();

    __Prefix__Client(__Prefix__Configuration configuration, ConnectorEnvironment environment) {
        this.configuration = configuration;
        this.failures = new __Prefix__Failures(configuration);
        String user = configuration.connection().username() + ":"
                + configuration.connection().password();
        String credentials = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        // The password in another form: no message may show it either.
        environment.redaction().add(credentials);
        this.authorization = "Basic " + credentials;
        this.executors = environment.camelContext().getExecutorServiceManager();
        this.threads = executors.newCachedThreadPool(this, "__type__");
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(configuration.options().requestTimeout())
                .executor(threads)
                .build();
    }

    /** Asks whether the server is there and lets us in. */
    void ping(Caller caller) {
        try {
            call(caller, request("GET", "/", null), ExecutionResult::of).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ConnectorException known ? known : e;
        }
    }

    CompletableFuture<ExecutionResult> get(Caller caller, String name) {
        return call(caller, request("GET", path(name), null), ExecutionResult::of);
    }

    CompletableFuture<ExecutionResult> put(Caller caller, String name, String value) {
        return call(caller, request("PUT", path(name), value), text -> ExecutionResult.of(null));
    }

    CompletableFuture<ExecutionResult> remove(Caller caller, String name) {
        return call(caller, request("DELETE", path(name), null), text -> ExecutionResult.of(null));
    }

    /** Ends the calls under way. The JDK's client of Java 17 cannot be closed; it goes once nobody knows it any more. */
    void close() {
        underWay.forEach(call -> call.cancel(true));
        executors.shutdown(threads);
    }

    private static String path(String name) {
        return "/keys/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(configuration.connection().url() + path))
                .timeout(configuration.options().requestTimeout())
                .header("Authorization", authorization)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private CompletableFuture<ExecutionResult> call(
            Caller caller, HttpRequest.Builder request, Function<String, ExecutionResult> meaning) {
        CompletableFuture<HttpResponse<String>> exchange = http.sendAsync(request.build(), BodyHandlers.ofString());
        underWay.add(exchange);
        // In a thread of ours: the caller's route goes on in it, and may block.
        CompletableFuture<ExecutionResult> result = exchange.handleAsync(
                (answer, failure) -> {
                    underWay.remove(exchange);
                    if (failure != null) {
                        throw failures.broken(caller, failure);
                    }
                    if (answer.statusCode() >= 300) {
                        throw failures.refused(caller, answer);
                    }
                    return meaning.apply(answer.body());
                },
                threads);
        // A stage that is cancelled leaves what it waits for alone.
        result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                exchange.cancel(true);
            }
        });
        return result;
    }
}
