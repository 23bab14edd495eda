package io.netbuild.engine.internal;

import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.core.model.Properties;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;

/**
 * Puts a process definition that was read from the database into the cache only when it is complete. The engine's own deployer puts it there and looks for the ids of its job definitions afterwards: another
 * thread that takes it from the cache in between makes timers and asynchronous continuations without a job definition, and fails with "processDefinitionId is null". That is when
 * several clients are the first ones of an engine that has just been started, at the new place of a tenant that has moved for instance.
 */
final class CompleteDefinitions extends BpmnDeployer {

    /** Takes what it deploys with from another one. */
    CompleteDefinitions(BpmnDeployer configured) {
        setExpressionManager(configured.getExpressionManager());
        setIdGenerator(configured.getIdGenerator());
        setBpmnParser(configured.getBpmnParser());
    }

    @Override
    protected void registerDefinition(
            DeploymentEntity deployment, ProcessDefinitionEntity definition, Properties properties) {
        if (deployment.isNew()) {
            // Nobody else knows it yet, and timers that start it look for it in the cache.
            super.registerDefinition(deployment, definition, properties);
            return;
        }
        definitionAddedToDeploymentCache(deployment, definition, properties);
        addDefinitionToDeploymentCache(getDeploymentCache(), definition);
        deployment.addDeployedArtifact(definition);
    }
}
