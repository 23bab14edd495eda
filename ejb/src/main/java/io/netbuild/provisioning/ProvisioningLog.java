package io.netbuild.provisioning;

import io.netbuild.kernel.TenantId;
import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What operators read about provisioning; the ids are stable. */
@MessageLogger(projectCode = "NETB", length = 4)
interface ProvisioningLog {

    ProvisioningLog LOG =
            Logger.getMessageLogger(MethodHandles.lookup(), ProvisioningLog.class, "io.netbuild.provisioning");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1001, value = "Tenant '%s' is ACTIVE (%s, %d ms)")
    void active(TenantId tenant, String isolation, long millis);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 1002, value = "Step %s of tenant '%s' failed")
    void stepFailed(String step, TenantId tenant, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1003, value = "Tenant '%s' was left in %s, going on with it")
    void resuming(TenantId tenant, String status);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 1004, value = "Tenant '%s' cannot be served here now, to be tried again: %s")
    void notServed(TenantId tenant, String reason);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 1005, value = "A lock's connection could not be closed")
    void lockConnection(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1006, value = "Datasource %s and engine '%s' belong to no tenant any more and are removed")
    void orphan(String datasource, String engine);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 1007, value = "Tenant '%s' is removed")
    void removed(TenantId tenant);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 1008, value = "Tenant '%s' could not be removed completely")
    void notRemoved(TenantId tenant, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 1009, value = "This server could not be brought in line with all tenants, to be tried again")
    void notInLine(@Cause Throwable cause);
}
