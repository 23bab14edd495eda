package io.netbuild.it.failover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** What stands between two parties that talk TCP on this machine, and can do to them what networks do. */
final class Proxy implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;

    private final ServerSocket entrance;
    private final IntSupplier target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean silent;

    private Proxy(ServerSocket entrance, IntSupplier target) {
        this.entrance = entrance;
        this.target = target;
    }

    /** @param target the port on 127.0.0.1, asked for with each connection */
    static Proxy to(IntSupplier target) {
        try {
            Proxy proxy = new Proxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), target);
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Takes whatever is sent and new connections too, but passes nothing on: to both sides the other one seems to think. */
    void fallSilent() {
        silent = true;
    }

    /** Passes on again; what was taken in the meantime is lost, and so are its connections. */
    void speak() {
        silent = false;
        cutAll();
    }

    /** Ends all connections. */
    void cutAll() {
        sockets.forEach(Proxy::close);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                sockets.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        if (silent) {
            pass(client, null);
            return;
        }
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt());
            sockets.add(server);
            threads.execute(() -> pass(server, client));
            pass(client, server);
        } catch (IOException e) {
            close(client);
        }
    }

    /** @param to null: to nobody */
    private void pass(Socket from, @Nullable Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (!silent && to != null) {
                    to.getOutputStream().write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // one of them has gone
        } finally {
            close(from);
            sockets.remove(from);
            if (to != null) {
                close(to);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone anyway
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutAll();
        threads.shutdownNow();
    }
}
