package io.netbuild.dev;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What WildFly is told about its installation: secrets by the environment, the rest by system properties.
 *
 * @param node which one of several, 1 for the first
 * @param proxied whether requests come through the reverse proxy in front of several nodes
 * @param broker the one outside of the server; null: the server's own
 */
record ServerSettings(
        DataDirectory data,
        Secrets secrets,
        int node,
        boolean proxied,
        int httpPort,
        int managementPort,
        @Nullable BrokerAddress broker) {
    /** The server's configuration file. */
    String configuration() {
        return broker == null ? "standalone.xml" : "external-broker.xml";
    }

    URI httpUrl() {
        return URI.create("http://" + Ports.LOCAL + ":" + httpPort);
    }

    URI readiness() {
        return httpUrl().resolve("/health/ready");
    }

    Map<String, String> environment(String databaseUrl) {
        Map<String, String> environment = new HashMap<>();
        environment.put("NETBUILD_DATABASE_URL", databaseUrl);
        environment.put("NETBUILD_OWNER_PASSWORD", secrets.roles().owner());
        environment.put("NETBUILD_APP_PASSWORD", secrets.roles().app());
        environment.put("NETBUILD_SYSTEM_PASSWORD", secrets.roles().system());
        environment.put("NETBUILD_OPERATOR_PASSWORD", secrets.roles().operator());
        environment.put("NETBUILD_MASTER_KEY", secrets.masterKey());
        environment.put("NETBUILD_CREDENTIAL_STORE_PASSWORD", secrets.credentialStorePassword());
        environment.put("NETBUILD_FIRST_OPERATOR_PASSWORD", secrets.firstOperatorPassword());
        if (broker != null) {
            environment.putAll(broker.environment());
        }
        return environment;
    }

    /** @param additional more of them; they win */
    Map<String, String> systemProperties(Map<String, String> additional) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("jboss.bind.address", Ports.LOCAL);
        properties.put("jboss.http.port", Integer.toString(httpPort));
        properties.put("jboss.management.http.port", Integer.toString(managementPort));
        properties.put("jboss.tx.node.id", secrets.nodeId() + (node == 1 ? "" : "-" + node));
        if (proxied) {
            properties.put("jboss.node.name", ReverseProxy.route(node));
            properties.put("netbuild.http.behind-proxy", "true");
        }
        properties.put("netbuild.development", "true");
        properties.put("netbuild.issuer.directory", data.issuer().toString());
        properties.put("mp.jwt.verify.issuer", NetBuildServer.ISSUER);
        properties.put(
                "mp.jwt.verify.publickey.location", "file:" + data.issuer().resolve("jwks.json"));
        if (broker != null) {
            properties.putAll(broker.systemProperties());
        }
        properties.putAll(additional);
        return properties;
    }

    /** @param platform where it answers to its users */
    Map<String, String> urls(URI platform) {
        Map<String, String> urls = new LinkedHashMap<>();
        urls.put("platform", platform.toString());
        urls.put("api", platform + "/api");
        urls.put("openapi", platform + "/api/openapi");
        urls.put("signIn", platform + "/login");
        urls.put("engineRest", platform + "/engine-rest");
        urls.put("health", platform + "/health/ready");
        urls.put("metrics", platform + "/metrics");
        urls.put("management", "http://" + Ports.LOCAL + ":" + managementPort);
        if (broker != null) {
            urls.put(StackState.BROKER, broker.url());
        }
        return urls;
    }
}
