package io.netbuild.probe.internal;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What operators read about isolation probes; the ids are stable. */
@MessageLogger(projectCode = "NETB", length = 4)
interface ProbeLog {

    ProbeLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), ProbeLog.class, "io.netbuild.probe");

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 8001, value = "Isolation probe %s: %s leaks, %s errors in %s attempts")
    void notIsolated(String probe, long leaks, long errors, long attempts);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 8002, value = "Isolation probe %s: no leak in %s attempts")
    void isolated(String probe, long attempts);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 8003,
            value = "The tenants of an isolation probe could not be removed, to be tried again by the next one")
    void notRemoved(@Cause Throwable cause);
}
