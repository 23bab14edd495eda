package io.netbuild.workflow.internal;

import io.netbuild.kernel.TenantId;
import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What operators read about workflows by message; the ids are stable. */
@MessageLogger(projectCode = "NETB", length = 4)
interface WorkflowLog {

    WorkflowLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), WorkflowLog.class, "io.netbuild.workflow");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 6001, value = "Commands are taken from %s")
    void started(String queue);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 6002, value = "No commands can be taken now, to be tried again: %s")
    void notTaken(String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 6003, value = "Message '%s' for tenant '%s' is dead (%s): %s")
    void dead(String messageId, String tenant, String reason, String text);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 6004, value = "Command '%s' is tried again in %d ms after attempt %d: %s")
    void retried(String messageId, long millis, int attempts, String text);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 6005, value = "Commands for tenant '%s' wait: %s")
    void parked(TenantId tenant, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 6006, value = "The commands of tenant '%s' cannot be carried out now: %s")
    void notNow(TenantId tenant, String reason);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 6007, value = "An inbox could not be cleaned")
    void notCleaned(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 6008, value = "Events cannot be published now, they wait: %s")
    void notPublished(String reason);
}
