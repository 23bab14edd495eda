package io.netbuild.move;

import io.netbuild.kernel.TenantId;
import java.lang.invoke.MethodHandles;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What operators read about moves; the ids are stable. */
@MessageLogger(projectCode = "NETB", length = 4)
interface MoveLog {

    MoveLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), MoveLog.class, "io.netbuild.move");

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1101, value = "Move %s of tenant '%s' has failed, to be tried again: %s")
    void failed(UUID move, TenantId tenant, String reason);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 1102, value = "Move %s of tenant '%s' cannot be made, and the tenant stays where it is: %s")
    void refused(UUID move, TenantId tenant, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1103, value = "Moves cannot be looked for, to be tried again: %s")
    void notLooked(String reason);
}
