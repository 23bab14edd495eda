package io.netbuild.web;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What operators read about requests; the ids are stable. */
@MessageLogger(projectCode = "NETB", length = 4)
public interface WebLog {

    WebLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), WebLog.class, "io.netbuild.web");

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 5001, value = "Request failed, %s")
    void failed(String instance, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 5002, value = "Request refused with %d, %s: %s")
    void refused(int status, String instance, String detail);
}
