import org.apache.camel.builder.RouteBuilder;

public class Greeting extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:greet").routeId("greet").setBody(simple("{{greeting}} ${header.name}"));
    }
}
