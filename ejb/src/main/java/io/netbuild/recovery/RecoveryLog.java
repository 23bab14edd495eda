package io.netbuild.recovery;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What operators read about transactions in doubt; the ids are stable. */
@MessageLogger(projectCode = "NETB", length = 4)
interface RecoveryLog {

    RecoveryLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), RecoveryLog.class, "io.netbuild.recovery");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1301, value = "A transaction that was in doubt in %s is committed")
    void committed(String datasource);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1302, value = "A transaction that was in doubt in %s is rolled back")
    void rolledBack(String datasource);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1303, value = "PostgreSQL server '%s' cannot be asked what is in doubt, to be tried again: %s")
    void notAsked(String server, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1304, value = "PostgreSQL server '%s' says again what is in doubt")
    void askedAgain(String server);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 1305,
            value = "Records of the transaction log could not be compared with the databases, to be tried again")
    void notCompared(@Cause Throwable cause);
}
