package io.netbuild.dev;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** The one question that is asked while the server is still starting. */
final class Http {
    private static final int CONNECT_MILLIS = 1000;
    private static final int READ_MILLIS = 5000;

    private Http() {}

    /** Whether somebody answers there with 200. */
    static boolean answersOk(URI uri) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
