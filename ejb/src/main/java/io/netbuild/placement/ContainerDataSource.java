package io.netbuild.placement;

import java.time.Duration;
import java.util.Map;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;

/**
 * The definition of an XA datasource of the container.
 *
 * @param properties of the driver's XA datasource
 * @param maxPoolSize connections at most; unused ones are closed after a minute
 */
record ContainerDataSource(String name, String user, String password, Map<String, String> properties, int maxPoolSize) {

    /** For an answer while a connection is made, to what the pool asks of a new one above all: it is in nobody's hands yet, so that nobody could cut it off. */
    static final Duration WHILE_MADE = Duration.ofSeconds(5);

    private static final long BUSY_TIMEOUT_MILLIS = 2_000;
    private static final long BACKGROUND_VALIDATION_MILLIS = 10_000;

    ContainerDataSource {
        properties = Map.copyOf(properties);
    }

    static String jndiName(String name) {
        return "java:/datasources/" + name;
    }

    ModelNode addOperation(ModelNode address, String credentialStore) {
        ModelNode add = Operations.createAddOperation(address);
        add.get("jndi-name").set(jndiName(name));
        add.get("driver-name").set("postgresql");
        add.get("user-name").set(user);
        add.get("credential-reference", "store").set(credentialStore);
        add.get("credential-reference", "alias").set(name);
        add.get("min-pool-size").set(0);
        add.get("max-pool-size").set(maxPoolSize);
        add.get("blocking-timeout-wait-millis").set(BUSY_TIMEOUT_MILLIS);
        add.get("idle-timeout-minutes").set(1);
        add.get("background-validation").set(true); // a check at every use would be a round trip
        add.get("background-validation-millis").set(BACKGROUND_VALIDATION_MILLIS);
        add.get("use-fast-fail").set(true);
        add.get("flush-strategy").set("IdleConnections"); // after a fatal error no other idle connection is trusted
        add.get("valid-connection-checker-class-name")
                .set("org.jboss.jca.adapters.jdbc.extensions.postgres.PostgreSQLValidConnectionChecker");
        add.get("exception-sorter-class-name")
                .set("org.jboss.jca.adapters.jdbc.extensions.postgres.PostgreSQLExceptionSorter");
        add.get("same-rm-override").set(false);
        add.get("no-recovery").set(true); // see io.netbuild.recovery
        add.get("statistics-enabled").set(true);
        return add;
    }

    @Override
    public String toString() {
        return "ContainerDataSource[" + name + "]";
    }
}
