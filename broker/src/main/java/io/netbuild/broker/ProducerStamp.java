package io.netbuild.broker;

import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.protocol.core.CoreRemotingConnection;
import org.apache.activemq.artemis.core.protocol.core.Packet;
import org.apache.activemq.artemis.core.protocol.core.ServerSessionPacketHandler;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.CreateSessionMessage;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.MessagePacketI;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes into every message that comes from outside who has sent it: the user that its session was authenticated as, in the property {@value
 * #PROPERTY}, whatever the sender has put there. Messages of the server's own JVM pass as they are. Also keeps everybody outside from being the
 * broker's own cluster user, for whom no permission is asked. What cannot be told who sent it ends its connection. Thread-safe.
 */
public final class ProducerStamp implements Interceptor {

    static final String PROPERTY = "netbuild_producer";

    private static final String CLUSTER_USER = "ACTIVEMQ.CLUSTER.ADMIN.USER";
    private static final Logger LOG = Logger.getLogger(ProducerStamp.class);

    /** Never throws: the broker would let the packet pass then. */
    @Override
    public boolean intercept(Packet packet, RemotingConnection connection) {
        try {
            if (connection.getTransportConnection() instanceof InVMConnection) {
                return true;
            }
            return isAllowed(packet, connection) || refuse(connection);
        } catch (RuntimeException | LinkageError e) {
            LOG.warnf(e, "A packet of %s was refused", connection.getRemoteAddress());
            return refuse(connection);
        }
    }

    private static boolean isAllowed(Packet packet, RemotingConnection connection) {
        if (packet instanceof CreateSessionMessage session) {
            return !CLUSTER_USER.equals(session.getUsername());
        }
        if (packet instanceof MessagePacketI sent) {
            String user = user(packet, connection);
            if (user == null) {
                return false;
            }
            Message message = sent.getMessage();
            message.putStringProperty(PROPERTY, user);
        }
        return true;
    }

    /** Null when the session does not exist or has no user. */
    private static @Nullable String user(Packet packet, RemotingConnection connection) {
        return connection instanceof CoreRemotingConnection core
                        && core.getChannel(packet.getChannelID(), -1).getHandler()
                                instanceof ServerSessionPacketHandler handler
                ? handler.getSession().getUsername()
                : null;
    }

    private static boolean refuse(RemotingConnection connection) {
        connection.fail(new ActiveMQSecurityException("Refused"));
        return false;
    }
}
