package io.netbuild.placement;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.jboss.as.controller.ModelControllerClientFactory;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.as.server.CurrentServiceContainer;
import org.jboss.dmr.ModelNode;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceName;

/** The container's management API, within the server. Waits for the end of the start while the server is still starting. */
@ApplicationScoped
public class ContainerManagement {

    private static final ServiceName CLIENT_FACTORY =
            ServiceName.parse("org.wildfly.management.model-controller-client-factory");

    @Resource
    ManagedExecutorService executor;

    /**
     * @param what it does, for the error
     * @return the result
     * @throws NetBuildException with {@link ErrorCode#PROVISIONING_FAILED} and the container's reason
     */
    public ModelNode execute(ModelNode operation, String what) {
        try (ModelControllerClient client = clients().createSuperUserClient(executor)) {
            ModelNode outcome = client.execute(operation);
            if (!Operations.isSuccessfulOutcome(outcome)) {
                throw new NetBuildException(
                        ErrorCode.PROVISIONING_FAILED,
                        "Could not %s: %s"
                                .formatted(
                                        what,
                                        Operations.getFailureDescription(outcome)
                                                .asString()));
            }
            return Operations.readResult(outcome);
        } catch (IOException e) {
            throw new NetBuildException(ErrorCode.PROVISIONING_FAILED, "Could not " + what, e);
        }
    }

    private static ModelControllerClientFactory clients() {
        ServiceController<?> factory =
                CurrentServiceContainer.getServiceContainer().getRequiredService(CLIENT_FACTORY);
        return (ModelControllerClientFactory) factory.getValue();
    }
}
