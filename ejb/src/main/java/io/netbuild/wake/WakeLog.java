package io.netbuild.wake;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What operators read about wake-ups; the ids are stable. */
@MessageLogger(projectCode = "NETB", length = 4)
interface WakeLog {

    WakeLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), WakeLog.class, "io.netbuild.wake");

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 9101, value = "Database %s is not watched now, to be tried again: %s")
    void lost(String database, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 9102, value = "Database %s is watched again")
    void found(String database);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 9103, value = "A connection could not be closed")
    void notClosed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 9104, value = "Looking for work failed")
    void failed(@Cause Throwable cause);
}
