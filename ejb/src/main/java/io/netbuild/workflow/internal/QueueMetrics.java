package io.netbuild.workflow.internal;

import io.micrometer.core.instrument.Tags;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.placement.ContainerManagement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;

/** How many messages are in the queues of the server's own broker, as {@code netbuild.queue.messages}. Of another broker nothing is known. */
@ApplicationScoped
public class QueueMetrics {

    private final ContainerManagement container;
    private final PlatformMetrics metrics;

    @Inject
    QueueMetrics(ContainerManagement container, PlatformMetrics metrics) {
        this.container = container;
        this.metrics = metrics;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected QueueMetrics() {
        this(null, null);
    }

    /** Asks the container. To be called from time to time. */
    void measure() {
        ModelNode read = Operations.createReadAttributeOperation(
                Operations.createAddress("subsystem", "messaging-activemq", "server", "default", "jms-queue", "*"),
                "message-count");
        Map<Tags, Double> messages = new HashMap<>();
        try {
            for (ModelNode found : container.execute(read, "count the messages").asList()) {
                String queue = found.get("address").get(2).get("jms-queue").asString();
                messages.put(Tags.of("queue", queue), found.get("result").asDouble(0));
            }
        } catch (NetBuildException e) {
            messages.clear(); // there is no broker in this server
        }
        metrics.gauges("netbuild.queue.messages", "Messages in the queues of the broker", messages);
    }
}
