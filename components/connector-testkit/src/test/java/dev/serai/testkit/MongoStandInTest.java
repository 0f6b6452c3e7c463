/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The stand-in answers, goes away, comes back and is gone. The connector's own tests use all else of it. */
class MongoStandInTest {

    @Test
    void answersUntilItIsStoppedAndAgainWhenItIsBackAndIsGoneAfterClosing() throws Exception {
        String url;
        try (MongoStandIn server = MongoStandIn.start()) {
            url = server.url();
            assertThat(ping(url)).contains("ok");
            server.stop();
            assertThatThrownBy(() -> ping(url)).isInstanceOf(IOException.class);
            server.startAgain();
            assertThat(ping(url)).contains("ok");
            assertThat(server.calls()).as("calls, of which a ping is none").isZero();
        }
        assertThatThrownBy(() -> ping(url)).isInstanceOf(IOException.class);
    }

    @Test
    void refusesWhoHasNotShownWhoHeIs() throws Exception {
        try (MongoStandIn server = MongoStandIn.start("serai", "open-sesame-4711")) {
            assertThat(ping(server.directUrl())).contains("requires authentication");
        }
    }

    /** Asks as the protocol has it, by a message of one section: {ping: 1, $db: "admin"}. */
    private static String ping(String url) throws IOException {
        ByteBuffer document = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        document.putInt(0);
        document.put((byte) 16)
                .put("ping\0".getBytes(StandardCharsets.US_ASCII))
                .putInt(1);
        document.put((byte) 2).put("$db\0".getBytes(StandardCharsets.US_ASCII)).putInt(6);
        document.put("admin\0\0".getBytes(StandardCharsets.US_ASCII));
        document.putInt(0, document.position());
        document.flip();
        ByteBuffer message = ByteBuffer.allocate(21 + document.limit()).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(message.capacity()).putInt(1).putInt(0).putInt(2013).putInt(0);
        message.put((byte) 0).put(document);
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort())) {
            socket.getOutputStream().write(message.array());
            DataInputStream answer = new DataInputStream(socket.getInputStream());
            byte[] rest = new byte[Integer.reverseBytes(answer.readInt()) - 4];
            answer.readFully(rest);
            return new String(rest, StandardCharsets.ISO_8859_1);
        }
    }
}
