package io.netbuild.placement;

import io.netbuild.kernel.InvalidField;
import io.netbuild.tenant.Placement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;

/**
 * The PostgreSQL servers that tenants can be placed on: the main one, and those listed in {@code netbuild.placement.servers} (names separated by
 * commas), each with {@code netbuild.placement.server.<name>.url} (a JDBC URL with the server's maintenance database) and {@code
 * …owner-password}. Each has to have the four roles of the platform. {@code …standby}, or {@code netbuild.placement.standby} for the main one, is the host and
 * port of a streaming standby.
 */
@ApplicationScoped
public class PostgresServers {

    private final Map<String, PostgresServer> servers = new TreeMap<>();

    @Inject
    PostgresServers(Config config) {
        servers.put(
                Placement.MAIN_SERVER,
                server(config, "netbuild.database.url", "netbuild.owner.password", "netbuild.placement.standby"));
        Optional<String> more = config.getOptionalValue("netbuild.placement.servers", String.class);
        for (String name : more.map(list -> list.split(",")).orElseGet(() -> new String[0])) {
            String prefix = "netbuild.placement.server." + name.strip() + ".";
            servers.put(name.strip(), server(config, prefix + "url", prefix + "owner-password", prefix + "standby"));
        }
    }

    private static PostgresServer server(Config config, String url, String password, String standby) {
        String primary = config.getValue(url, String.class);
        String owner = config.getValue(password, String.class);
        return config.getOptionalValue(standby, String.class)
                .map(host -> PostgresServer.withStandby(primary, owner, host.strip()))
                .orElseGet(() -> new PostgresServer(primary, owner));
    }

    /** For the CDI proxy. */
    protected PostgresServers() {}

    /** The names of all servers, in their order. */
    public Set<String> names() {
        return new TreeSet<>(servers.keySet());
    }

    /** @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#INVALID_FIELD} when there is none of the name */
    public PostgresServer get(String name) {
        PostgresServer server = servers.get(name);
        if (server == null) {
            throw InvalidField.of("server", name, "one of " + names());
        }
        return server;
    }
}
