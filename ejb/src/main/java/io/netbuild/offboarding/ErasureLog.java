package io.netbuild.offboarding;

import io.netbuild.kernel.TenantId;
import java.lang.invoke.MethodHandles;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What operators read about erasures; the ids are stable. */
@MessageLogger(projectCode = "NETB", length = 4)
interface ErasureLog {

    ErasureLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), ErasureLog.class, "io.netbuild.offboarding");

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1201, value = "Tenant '%s' could not be erased completely, to be tried again: %s")
    void failed(TenantId tenant, String reason);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1202, value = "Tenant '%s' is erased: certificate %s")
    void erased(TenantId tenant, UUID certificate);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1203, value = "Tenants to be erased cannot be looked for, to be tried again: %s")
    void notLooked(String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 1204,
            value =
                    "Tenant '%s' is erased without its fence in the shared schema, so that work that has begun before may still end meanwhile: %s")
    void notFenced(TenantId tenant, String reason);
}
