package io.netbuild.it.messages;

import io.netbuild.dev.ApiKey;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** A broker outside of the server, set up as {@code docs/how-to/use-an-external-broker.md} says, with a journal on disk that survives {@link #stop}. */
final class ArtemisBroker implements AutoCloseable {

    static final String PLATFORM = "platform";
    static final String PLATFORM_PASSWORD = "the platform's password";

    private static final String PRODUCERS = "producers";
    private static final String COMMANDS = "WorkflowCommands";

    private final Path directory;
    private final int port;
    private final SecurityConfiguration users = new SecurityConfiguration();
    private EmbeddedActiveMQ broker;

    private ArtemisBroker(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        users.addUser(PLATFORM, PLATFORM_PASSWORD);
        users.addRole(PLATFORM, PLATFORM);
        this.broker = started();
    }

    static ArtemisBroker start(Path directory, int port) {
        return new ArtemisBroker(directory, port);
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** Who holds the key may send commands. */
    void admit(ApiKey key) {
        users.addUser(key.id(), key.secret());
        users.addRole(key.id(), PRODUCERS);
    }

    void stop() {
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void startAgain() {
        broker = started();
    }

    private EmbeddedActiveMQ started() {
        try {
            EmbeddedActiveMQ started = new EmbeddedActiveMQ()
                    .setConfiguration(configuration())
                    .setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
            started.start();
            return started;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Configuration configuration() throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setBrokerInstance(directory.toFile());
        configuration
                .setJournalType(JournalType.NIO)
                .setSecurityEnabled(true)
                .setPopulateValidatedUser(true)
                .addAcceptorConfiguration("artemis", url() + "?protocols=CORE")
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setRedeliveryDelay(0)
                                .setMaxDeliveryAttempts(-1)
                                .setAutoCreateAddresses(false)
                                .setAutoCreateQueues(false))
                .addAddressConfiguration(anycast(COMMANDS))
                .addAddressConfiguration(anycast("WorkflowCommandsDLQ"))
                .addAddressConfiguration(
                        new CoreAddressConfiguration().setName("WorkflowEvents").addRoutingType(RoutingType.MULTICAST));
        configuration.putSecurityRoles("#", new HashSet<>(Set.of(all(PLATFORM))));
        configuration.putSecurityRoles(COMMANDS, new HashSet<>(Set.of(all(PLATFORM), sending(PRODUCERS))));
        return configuration;
    }

    private static CoreAddressConfiguration anycast(String name) {
        return new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfig(QueueConfiguration.of(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true));
    }

    private static Role all(String role) {
        return new Role(role, true, true, true, true, true, true, true, true, true, true, false, false);
    }

    private static Role sending(String role) {
        return new Role(role, true, false, false, false, false, false, false, false, false, false, false, false);
    }

    @Override
    public void close() {
        stop();
    }
}
