/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Variable;

/** Makes an order's invoice. The same order gives the same invoice, however often it is made. */
@BindToRegistry("invoicing")
public class Invoicing {

    public Map<String, Object> invoice(
            @Variable("order") Map<String, Object> order,
            @Variable("lines") List<Map<String, Object>> lines,
            @Variable("reservation") Map<String, Object> reservation) {
        Map<String, Object> invoice = new LinkedHashMap<>(order);
        invoice.remove("total_cents");
        invoice.put("total", BigDecimal.valueOf((Long) order.get("total_cents"), 2));
        invoice.put("lines", lines.stream().map(Invoicing::line).toList());
        invoice.putAll(reservation);
        return invoice;
    }

    private static Map<String, Object> line(Map<String, Object> line) {
        Map<String, Object> printed = new LinkedHashMap<>(line);
        printed.remove("order_number");
        return printed;
    }
}
