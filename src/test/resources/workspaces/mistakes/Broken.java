import org.apache.camel.builder.RouteBuilder;

public class Broken extends RouteBuilder {
    @Override
    public void configure() {
        form("direct:x").to("log:x");
        int count = "three";
    }
}
