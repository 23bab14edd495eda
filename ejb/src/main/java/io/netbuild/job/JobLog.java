package io.netbuild.job;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What operators read about jobs; the ids are stable. */
@MessageLogger(projectCode = "NETB", length = 4)
interface JobLog {

    JobLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), JobLog.class, "io.netbuild.job");

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 4001, value = "The jobs of engine '%s' cannot be acquired")
    void acquisitionFailed(String engine, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 4002, value = "The jobs of engine '%s' wait: %s")
    void notNow(String engine, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 4003, value = "Jobs %s of engine '%s' were not run and stay locked until their locks expire: %s")
    void notRun(String jobs, String engine, String reason);
}
