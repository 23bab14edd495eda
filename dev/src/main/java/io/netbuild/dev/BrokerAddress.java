package io.netbuild.dev;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a message broker outside of the server is, and the platform's account there.
 *
 * @param url {@code tcp://host:port}, or {@code ssl://host:port} for TLS
 */
record BrokerAddress(String url, String user, String password) {
    private static final Pattern URL = Pattern.compile("(tcp|ssl)://([^/:?@]+):([0-9]{1,5})");

    BrokerAddress {
        if (!URL.matcher(url).matches()) {
            throw new StartRefusedException(
                    "--broker-url " + url + ": must be of the form tcp://host:port or ssl://host:port");
        }
        if (user.isBlank()) {
            throw new StartRefusedException("--broker-user: must name the platform's user of the broker");
        }
    }

    /** What the server's configuration and the platform have to know. Nobody can be asked whether somebody listens, so events are always made. */
    Map<String, String> systemProperties() {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalStateException(url);
        }
        return Map.of(
                "netbuild.broker.host",
                parts.group(2),
                "netbuild.broker.port",
                parts.group(3),
                "netbuild.broker.tls",
                Boolean.toString(parts.group(1).equals("ssl")),
                "netbuild.jms.producer-property",
                "JMSXUserID",
                "netbuild.jms.producer-required",
                "true",
                "netbuild.events.jms.enabled",
                "true");
    }

    Map<String, String> environment() {
        return Map.of("NETBUILD_BROKER_USER", user, "NETBUILD_BROKER_PASSWORD", password);
    }

    @Override
    public String toString() {
        return url;
    }
}
