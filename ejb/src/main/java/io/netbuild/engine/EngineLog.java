package io.netbuild.engine;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What operators read about engines; the ids are stable. */
@MessageLogger(projectCode = "NETB", length = 4)
interface EngineLog {

    EngineLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), EngineLog.class, "io.netbuild.engine");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 3001, value = "Engine '%s' started in %d ms")
    void started(String engine, long millis);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 3002, value = "Engine '%s' stopped")
    void stopped(String engine);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 3003, value = "Engine '%s' cannot be started now")
    void notWoken(String engine, @Cause Throwable cause);
}
