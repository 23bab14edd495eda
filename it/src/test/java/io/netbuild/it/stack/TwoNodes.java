package io.netbuild.it.stack;

import io.netbuild.dev.NetBuildServer;
import io.netbuild.dev.Node;
import org.jspecify.annotations.Nullable;

/** A server of two nodes behind a reverse proxy, with a database of its own. Started at its first use, for all classes that need no other settings. */
public final class TwoNodes {

    private static @Nullable NetBuildServer server;

    private TwoNodes() {}

    /** The server, with both nodes at work: one that a test has killed is started again. */
    public static synchronized NetBuildServer server() {
        NetBuildServer present = server;
        if (present == null) {
            present = Stack.twoNodes("two-nodes")
                    .systemProperty("netbuild.jobs.lock-time", "PT8S") // for those who wait for a dead node's jobs
                    .systemProperty("netbuild.move.most-rest", "0") // how moves rest is seen on the server of all tests
                    .start();
            server = present;
        }
        for (Node node : present.nodes()) {
            if (!node.isRunning()) {
                node.start();
            }
        }
        return present;
    }

    static synchronized void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
