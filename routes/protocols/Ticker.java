/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.BindToRegistry;
import org.apache.camel.PropertyInject;

/** The WebSocket service of websocket.camel.yaml: tells a price when asked, and all of them as they change. */
@BindToRegistry(value = "ticker", initMethod = "start", destroyMethod = "stop")
public class Ticker {

    private static final int PAUSE_MILLISECONDS = 500;

    @PropertyInject("ticker.port")
    private int port;

    private Vertx vertx;

    public void start() {
        // Camel 4.17 binds a bean in each of two passes, and begins it in both.
        if (vertx != null) {
            return;
        }
        vertx = Vertx.vertx();
        vertx.createHttpServer()
                .webSocketHandler(socket -> socket.textMessageHandler(text -> answer(socket, new JsonObject(text))))
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void answer(ServerWebSocket socket, JsonObject question) {
        if ("ticks".equals(question.getString("ask"))) {
            long timer = vertx.setPeriodic(0, PAUSE_MILLISECONDS, tick -> socket.writeTextMessage(
                    price("TEA-EARL-250").encode()));
            socket.closeHandler(closed -> vertx.cancelTimer(timer));
        } else {
            socket.writeTextMessage(price(question.getString("sku"))
                    .put("id", question.getValue("id"))
                    .encode());
        }
    }

    private static JsonObject price(String sku) {
        return new JsonObject()
                .put("sku", sku)
                .put("cents", ThreadLocalRandom.current().nextInt(900, 1100));
    }

    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
