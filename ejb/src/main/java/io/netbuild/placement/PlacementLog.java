package io.netbuild.placement;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What operators read about placements; the ids are stable. */
@MessageLogger(projectCode = "NETB", length = 4)
interface PlacementLog {

    PlacementLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), PlacementLog.class, "io.netbuild.placement");

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 2001, value = "The database behind %s does not answer, its tenants get 503 until it does: %s")
    void databaseDown(String datasource, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 2002, value = "The database behind %s answers again")
    void databaseUp(String datasource);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 2003, value = "Datasource %s added")
    void datasourceAdded(String datasource);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 2004, value = "Datasource %s removed")
    void datasourceRemoved(String datasource);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 2005, value = "A connection to a server that does not answer could not be closed")
    void notAborted(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 2006, value = "PostgreSQL server '%s' has no connection left: idle ones of all pools are closed")
    void serverFull(String server);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 2007, value = "The idle connections of %s could not be closed")
    void notFlushed(String datasource, @Cause Throwable cause);
}
