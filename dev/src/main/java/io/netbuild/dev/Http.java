package io.netbuild.dev;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** The one question that is asked while the server is still starting. */
final class Http {
    /** Instead of a status: nobody answered in time. */
    static final int NO_ANSWER = -1;

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration READ = Duration.ofSeconds(5);

    private Http() {}

    /** Whether somebody answers there with 200. */
    static boolean answersOk(URI uri) {
        return status(uri, CONNECT, READ) == HttpURLConnection.HTTP_OK;
    }

    /** The status that is answered, {@link #NO_ANSWER} without one. */
    static int status(URI uri, Duration patience) {
        return status(uri, patience, patience);
    }

    private static int status(URI uri, Duration connect, Duration read) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout((int) connect.toMillis());
            connection.setReadTimeout((int) read.toMillis());
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return NO_ANSWER;
        }
    }
}
