package io.netbuild.placement;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.netbuild.kernel.NetBuildException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.as.controller.client.helpers.Operations.CompositeOperationBuilder;
import org.jboss.dmr.ModelNode;
import org.jspecify.annotations.Nullable;

/**
 * XA datasources of the container that come and go while it runs, by its management API. The passwords go to the credential store, never to the
 * server's configuration. Cannot be used while the server is still starting: the management API waits for the end of the start then.
 */
@ApplicationScoped
public class ContainerDataSources {

    /** The prefix that tells tenants' datasources from the server's own. */
    public static final String PREFIX = "tenant-";

    private static final String CREDENTIAL_STORE = "netbuild";
    private static final ModelNode CREDENTIAL_STORE_ADDRESS =
            Operations.createAddress("subsystem", "elytron", "credential-store", CREDENTIAL_STORE);

    /** The container fails to read all when it comes to one that is just being removed. */
    private static final RetryPolicy<ModelNode> MEANWHILE_REMOVED = RetryPolicy.<ModelNode>builder()
            .handle(NetBuildException.class)
            .withMaxRetries(4)
            .withDelay(Duration.ofMillis(20))
            .build();

    private final ContainerManagement management;

    /** What this server has put into the store since it was started: to write there takes longer than all the rest. By alias. */
    private final Map<String, String> kept = new ConcurrentHashMap<>();

    /** The tenants' datasources that are there, as far as this server has not failed to add or remove one since it asked. */
    private final AtomicReference<@Nullable Set<String>> present = new AtomicReference<>();

    @Inject
    ContainerDataSources(ContainerManagement management) {
        this.management = management;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected ContainerDataSources() {
        this(null);
    }

    /** Where the container binds the datasource. */
    public static String jndiName(String name) {
        return ContainerDataSource.jndiName(name);
    }

    /** The names of all tenants' datasources. */
    public Set<String> names() {
        ModelNode read = Operations.createOperation("read-children-names", subsystem());
        read.get("child-type").set("xa-data-source");
        Set<String> names = new TreeSet<>();
        for (ModelNode name : execute(read, "list the datasources").asList()) {
            if (name.asString().startsWith(PREFIX)) {
                names.add(name.asString());
            }
        }
        return names;
    }

    /**
     * The connections of a pool.
     *
     * @param idle open, but not in use
     */
    public record Pool(int inUse, int idle) {}

    /** The pools of all datasources, tenants' and the server's own, by the name of the datasource. */
    public Map<String, Pool> pools() {
        ModelNode read = Operations.createReadResourceOperation(address("*").add("statistics", "pool"));
        read.get("include-runtime").set(true);
        Map<String, Pool> pools = new HashMap<>();
        for (ModelNode found : Failsafe.with(MEANWHILE_REMOVED)
                .get(() -> execute(read, "read the pools"))
                .asList()) {
            ModelNode pool = found.get("result");
            int inUse = pool.get("InUseCount").asInt(0);
            pools.put(
                    found.get("address").get(1).get("xa-data-source").asString(),
                    new Pool(inUse, Math.max(0, pool.get("ActiveCount").asInt(0) - inUse)));
        }
        return pools;
    }

    /** Adds the datasource, in place of one that has its name. */
    public void put(ContainerDataSource dataSource) {
        if (exists(dataSource.name())) {
            remove(dataSource.name());
        }
        putSecret(dataSource.name(), dataSource.password());
        CompositeOperationBuilder steps = CompositeOperationBuilder.create();
        steps.addStep(dataSource.addOperation(address(dataSource.name()), CREDENTIAL_STORE));
        dataSource.properties().forEach((name, value) -> {
            ModelNode property =
                    Operations.createAddOperation(address(dataSource.name()).add("xa-datasource-properties", name));
            property.get("value").set(value);
            steps.addStep(property);
        });
        change(steps.build().getOperation(), "add datasource " + dataSource.name());
        present().add(dataSource.name());
    }

    /** Removes a datasource and its password; does nothing when there is none of the name. */
    public void remove(String name) {
        removeKeepingSecret(name);
        kept.remove(name);
        if (aliases().contains(name)) {
            execute(secretOperation("remove-alias", name), "remove the secret of " + name);
        }
    }

    /** Removes a datasource that is going to be added again; does nothing when there is none of the name. */
    public void removeKeepingSecret(String name) {
        if (exists(name)) {
            ModelNode remove = Operations.createRemoveOperation(address(name));
            remove.get("operation-headers", "allow-resource-service-restart").set(true);
            change(remove, "remove datasource " + name);
            present().remove(name);
        }
    }

    /**
     * The secret goes to the store by itself and not along with the reference to it, which would have the server keep a service that stands in the
     * way of the next datasource of the same name.
     */
    private void putSecret(String alias, String secret) {
        if (secret.equals(kept.get(alias))) {
            return;
        }
        ModelNode put = secretOperation(aliases().contains(alias) ? "set-secret" : "add-alias", alias);
        put.get("secret-value").set(secret);
        execute(put, "keep the secret of " + alias);
        kept.put(alias, secret);
    }

    private Set<String> aliases() {
        ModelNode read = Operations.createOperation("read-aliases", CREDENTIAL_STORE_ADDRESS);
        Set<String> aliases = new TreeSet<>();
        ModelNode found = execute(read, "list the secrets");
        if (found.isDefined()) {
            found.asList().forEach(alias -> aliases.add(alias.asString()));
        }
        return aliases;
    }

    private static ModelNode secretOperation(String name, String alias) {
        ModelNode operation = Operations.createOperation(name, CREDENTIAL_STORE_ADDRESS);
        operation.get("alias").set(alias);
        return operation;
    }

    /** Closes all pooled connections that nobody uses. Those of running transactions must stay: a second one would lack their tenant's variables. */
    public void flush(String name) {
        execute(Operations.createOperation("flush-idle-connection-in-pool", address(name)), "flush " + name);
    }

    private boolean exists(String name) {
        return present().contains(name);
    }

    /** Asks the container once, and again when it was not changed as it should: to ask each time would take a part of each wake-up. */
    private Set<String> present() {
        Set<String> known = present.get();
        if (known == null) {
            Set<String> asked = ConcurrentHashMap.newKeySet();
            asked.addAll(names());
            known = present.compareAndSet(null, asked) ? asked : present();
        }
        return known;
    }

    private void change(ModelNode operation, String what) {
        try {
            execute(operation, what);
        } catch (RuntimeException e) {
            present.set(null);
            throw e;
        }
    }

    private static ModelNode subsystem() {
        return Operations.createAddress("subsystem", "datasources");
    }

    private static ModelNode address(String name) {
        return Operations.createAddress("subsystem", "datasources", "xa-data-source", name);
    }

    private ModelNode execute(ModelNode operation, String what) {
        return management.execute(operation, what);
    }
}
