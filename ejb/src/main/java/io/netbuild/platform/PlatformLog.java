package io.netbuild.platform;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What operators read about the start; the ids are stable. */
@MessageLogger(projectCode = "NETB", length = 4)
interface PlatformLog {

    PlatformLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), PlatformLog.class, "io.netbuild.platform");

    @LogMessage(level = Logger.Level.FATAL)
    @Message(id = 1, value = "Unsafe database: %s")
    void unsafeDatabase(String finding);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 2, value = "NetBuild is ready, %d engines are running")
    void ready(int engines);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 3, value = "Server '%s' has no template: no tenant can be given a database there")
    void noTemplate(String server, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 4, value = "This server could not be brought in line with the registry, to be tried again")
    void reconciliationFailed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 5, value = "The partitions of usage events could not be made ahead")
    void noPartitions(@Cause Throwable cause);
}
