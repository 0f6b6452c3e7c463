package __package__;

import dev.serai.testkit.KeyValueServer;
import dev.serai.testkit.conformance.SystemUnderTest;

/** The server behind the connector, as the suite handles it. */
final class TestSystem implements SystemUnderTest, AutoCloseable {

    static final String USER = "serai";
    static final String PASSWORD = "open-sesame-4711";
    static final String GREETING = "hello";

    private final KeyValueServer server = KeyValueServer.start(USER, PASSWORD);
    private int changesOfReset;

    String url() {
        return server.url();
    }

    @Override
    public void reset() {
        server.reset();
        server.put("greeting", GREETING);
        changesOfReset = server.changes();
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
        return server.changes() - changesOfReset;
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
