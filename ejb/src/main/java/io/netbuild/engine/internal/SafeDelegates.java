package io.netbuild.engine.internal;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.cdi.CdiArtifactFactory;
import org.camunda.bpm.engine.impl.bpmn.behavior.MailActivityBehavior;

/**
 * The classes that models name. The engine's own internals are none of them, foremost the one that runs commands of the operating system, which the
 * engine offers to every model as {@code camunda:type="shell"}.
 */
final class SafeDelegates extends CdiArtifactFactory {

    private static final String INTERNALS = "org.camunda.bpm.engine.impl.";

    @Override
    public <T> T getArtifact(Class<T> type) {
        if (type.getName().startsWith(INTERNALS) && type != MailActivityBehavior.class) {
            throw new BadUserRequestException("Models may not use " + type.getName());
        }
        return super.getArtifact(type);
    }
}
