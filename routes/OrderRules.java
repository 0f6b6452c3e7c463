/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
import dev.serai.connector.camel.ConnectorHeaders;
import dev.serai.workflow.UnrecoverableException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** Turns a row of the shop's export into an order, or says what is wrong with it. */
@BindToRegistry("order-rules")
public class OrderRules {

    private static final List<String> COLUMNS = List.of(
            "order_number",
            "ordered_on",
            "customer_name",
            "email",
            "street",
            "city",
            "postcode",
            "country",
            "lines",
            "total",
            "note");

    /** Also the name of the invoice's file. */
    private static final Pattern ORDER_NUMBER = Pattern.compile("[A-Z0-9-]{1,40}");

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+");
    private static final Pattern LINE = Pattern.compile("([A-Z0-9-]+):(-?\\d{1,6})");
    private static final Pattern PRICE = Pattern.compile("\\d{1,9}\\.\\d{2}");

    /**
     * Checks a row.
     *
     * @return {@code order}, a row of the table orders, and {@code lines}, rows of the table order_lines
     * @throws UnrecoverableException naming the row and the first thing that is wrong with it
     */
    public Map<String, Object> check(
            @Body Map<String, Object> row,
            @Header(ConnectorHeaders.RESOURCE) String file,
            @Header(ConnectorHeaders.RECORD_ID) String number,
            @Header("CamelSeraiLine") long line) {
        try {
            return order(row);
        } catch (BrokenRule e) {
            String orderNumber = String.valueOf(row.getOrDefault("order_number", ""));
            throw new UnrecoverableException(file + ", row " + number + " (line " + line + ")"
                    + (orderNumber.isBlank() ? "" : ", order " + orderNumber) + ": " + e.getMessage());
        }
    }

    private static Map<String, Object> order(Map<String, Object> row) {
        int columns = columns(row);
        if (columns != COLUMNS.size()) {
            throw new BrokenRule("The row has " + columns + " columns. Expected " + COLUMNS.size() + ": "
                    + String.join(", ", COLUMNS) + ".");
        }
        String orderNumber = text(row, "order_number");
        if (orderNumber.isBlank()) {
            throw new BrokenRule("The row has no order number. Expected one such as SO-2026-104001.");
        }
        if (!ORDER_NUMBER.matcher(orderNumber).matches()) {
            throw new BrokenRule("The order number is none. Expected one such as SO-2026-104001.");
        }
        if (!EMAIL.matcher(text(row, "email")).matches()) {
            throw new BrokenRule(
                    "The e-mail address '" + text(row, "email") + "' is none. Expected one such as name@example.com.");
        }
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("order_number", orderNumber);
        order.put("ordered_on", date(text(row, "ordered_on")));
        for (String column : List.of("customer_name", "email", "street", "city", "postcode", "country")) {
            order.put(column, text(row, column));
        }
        order.put("total_cents", cents(text(row, "total")));
        order.put("note", text(row, "note"));
        return Map.of("order", order, "lines", lines(orderNumber, text(row, "lines")));
    }

    /** How many values stood in the row: the file connector leaves missing ones out and keeps surplus ones in a list. */
    private static int columns(Map<String, Object> row) {
        int surplus = row.get("_surplus") instanceof List<?> values ? values.size() : 0;
        return (int) COLUMNS.stream().filter(row::containsKey).count() + surplus;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new BrokenRule("The date '" + text + "' is none. Expected one such as 2026-10-31.");
        }
    }

    private static long cents(String text) {
        if (!PRICE.matcher(text).matches()) {
            throw new BrokenRule("The price '" + text + "' is no number. Expected one such as 129.90.");
        }
        return new BigDecimal(text).movePointRight(2).longValueExact();
    }

    private static List<Map<String, Object>> lines(String orderNumber, String text) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String part : text.split(";")) {
            Matcher matcher = LINE.matcher(part);
            if (!matcher.matches()) {
                throw new BrokenRule("The order line '" + part + "' is none. Expected one such as TEA-MINT-50:2.");
            }
            int quantity = Integer.parseInt(matcher.group(2));
            if (quantity < 1) {
                throw new BrokenRule("The quantity of article '" + matcher.group(1) + "' is " + quantity
                        + ". Expected at least 1.");
            }
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("order_number", orderNumber);
            line.put("line", lines.size() + 1);
            line.put("sku", matcher.group(1));
            line.put("quantity", quantity);
            lines.add(line);
        }
        return lines;
    }

    private static String text(Map<String, Object> row, String column) {
        return (String) row.get(column);
    }

    /** One thing that is wrong, without its place. */
    private static final class BrokenRule extends RuntimeException {
        BrokenRule(String sentence) {
            super(sentence);
        }
    }
}
