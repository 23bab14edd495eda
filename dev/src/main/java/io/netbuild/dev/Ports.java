package io.netbuild.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of the local address 127.0.0.1, the only one that the stack listens on. */
final class Ports {
    static final String LOCAL = "127.0.0.1";

    private Ports() {}

    /** A port that nobody listens on at the moment. */
    static int free() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The wanted port, or any free one for 0. */
    static int orFree(int wanted) {
        return wanted == 0 ? free() : wanted;
    }

    static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** @throws StartRefusedException if somebody listens there */
    static void requireFree(int port, String purpose) {
        if (isTaken(port)) {
            throw new StartRefusedException(
                    "port " + port + " for " + purpose + " is taken: stop what listens there, or choose another port");
        }
    }
}
