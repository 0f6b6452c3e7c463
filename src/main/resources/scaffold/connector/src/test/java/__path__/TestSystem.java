package __package__;

import dev.serai.testkit.KeyValueServer;
import dev.serai.testkit.conformance.SystemUnderTest;

/** The server behind the connector, as the suite handles it. */
final class TestSystem implements SystemUnderTest, AutoCloseable {

    static final String USER = "serai";
    static final String PASSWORD = "open-sesame-4711";
    static final String GREETING = "hello";

    /** What the suite's change makes longer. */
    static final String NOTE = "note";

    private final KeyValueServer server = KeyValueServer.start(USER, PASSWORD);

    String url() {
        return server.url();
    }

    @Override
    public void reset() {
        server.reset();
        server.put("greeting", GREETING);
        server.put(NOTE, "");
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void start() {
        server.startAgain();
    }

    @Override
    public void hold() {
        server.hold();
    }

    @Override
    public void release() {
        server.release();
    }

    @Override
    public int held() {
        return server.held();
    }

    @Override
    public int calls() {
        return server.requests().size();
    }

    @Override
    public int openConnections() {
        return server.openConnections();
    }

    @Override
    public int effects() {
        return server.value(NOTE).length();
    }

    @Override
    public void repeatCredentials() {
        server.repeatCredentials(true);
    }

    @Override
    public void close() {
        server.close();
    }
}
