/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.builder.RouteBuilder;

/** A workflow in the Java DSL: books a point for every whole unit of an order's total. Started by fulfil-order. */
public class LoyaltyPoints extends RouteBuilder {

    @Override
    public void configure() {
        from("workflow:loyalty-points?maxConcurrent=16&attempts=4&backoff=1s")
                .routeId("loyalty-points")
                .bean(LoyaltyPoints.class, "booking")
                .to("kamelet:serai-insert-once-action?connector=loyalty-db&table=loyalty_bookings");
    }

    /** An order's row in the table of bookings. */
    public static Map<String, Object> booking(@Body Map<String, Object> order) {
        Map<String, Object> booking = new LinkedHashMap<>();
        booking.put("order_number", order.get("order_number"));
        booking.put("email", order.get("email"));
        booking.put("points", (Long) order.get("total_cents") / 100);
        return booking;
    }
}
