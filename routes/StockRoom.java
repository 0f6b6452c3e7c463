/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;

/** What the stock service of stock.camel.yaml knows and does. It has no end of everything. */
@BindToRegistry("stock-room")
public class StockRoom {

    private static final Set<String> ARTICLES = Set.of(
            "BIS-ALMOND-200",
            "CHO-COCOA-250",
            "CHO-DARK-70",
            "CHO-MILK-35",
            "COF-COL-500",
            "COF-DECAF-250",
            "COF-ESP-1000",
            "COF-ETH-500",
            "CUP-BLUE-2",
            "CUP-WHITE-6",
            "FLT-PAPER-100",
            "GIFT-BOX-M",
            "GRD-HAND-01",
            "HON-ACACIA-500",
            "KET-GOOSE-1L",
            "POT-GLASS-1L",
            "POT-IRON-08",
            "SYR-MAPLE-250",
            "TEA-ASSAM-250",
            "TEA-DARJ-100",
            "TEA-EARL-250",
            "TEA-MINT-50",
            "TEA-OOLONG-100",
            "TEA-SENCHA-100");

    /**
     * Reserves all lines or nothing. The reservation's number comes from the key, so that a repeated request gives the
     * same reservation, also after a restart.
     *
     * @param lines maps with {@code sku} and {@code quantity}
     * @throws NoSuchElementException when there is no such article
     */
    public Map<String, Object> reserve(
            @Body List<Map<String, Object>> lines, @Header("Idempotency-Key") String idempotencyKey) {
        for (Map<String, Object> line : lines) {
            if (!ARTICLES.contains(String.valueOf(line.get("sku")))) {
                throw new NoSuchElementException(
                        "There is no article '" + line.get("sku") + "'.");
            }
        }
        UUID number = idempotencyKey == null
                ? UUID.randomUUID()
                : UUID.nameUUIDFromBytes(idempotencyKey.getBytes(StandardCharsets.UTF_8));
        return Map.of("reservation", number.toString());
    }

    /** The body of an answer that refuses. */
    public Map<String, Object> refusal(@ExchangeException Exception reason) {
        return Map.of("message", reason.getMessage());
    }
}
