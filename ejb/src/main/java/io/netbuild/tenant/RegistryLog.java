package io.netbuild.tenant;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What operators read about the node's view of the registry; the ids are stable. */
@MessageLogger(projectCode = "NETB", length = 4)
interface RegistryLog {

    RegistryLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), RegistryLog.class, "io.netbuild.tenant");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 9001, value = "Changes of the registry are followed from number %s on")
    void following(String version);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 9002,
            value =
                    "Changes of the registry cannot be followed now, tenants are looked up one by one until they can: %s")
    void lost(String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 9003,
            value = "The registry was not confirmed for %s and does not answer: this node is fenced, nobody can write")
    void fenced(Duration lease);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 9004, value = "The registry answers again")
    void answers();

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 9005,
            value =
                    "The clock of this node is not that of the database: %s is added to it for engines. Check how the time of this machine is kept")
    void clock(Duration correction);
}
