package io.netbuild.dev;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What WildFly is told about its installation: secrets by the environment, the rest by system properties.
 *
 * @param broker the one outside of the server; null: the server's own
 */
record ServerSettings(
        DataDirectory data, Secrets secrets, int httpPort, int managementPort, @Nullable BrokerAddress broker) {
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
        properties.put("jboss.tx.node.id", secrets.nodeId());
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

    Map<String, String> urls() {
        Map<String, String> urls = new LinkedHashMap<>();
        urls.put("platform", httpUrl().toString());
        urls.put("api", httpUrl() + "/api");
        urls.put("openapi", httpUrl() + "/api/openapi");
        urls.put("signIn", httpUrl() + "/login");
        urls.put("engineRest", httpUrl() + "/engine-rest");
        urls.put("health", readiness().toString());
        urls.put("metrics", httpUrl() + "/metrics");
        urls.put("management", "http://" + Ports.LOCAL + ":" + managementPort);
        if (broker != null) {
            urls.put(StackState.BROKER, broker.url());
        }
        return urls;
    }
}
