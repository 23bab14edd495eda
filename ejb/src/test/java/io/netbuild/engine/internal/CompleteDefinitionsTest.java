package io.netbuild.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.CacheFactory;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.commons.utils.cache.Cache;
import org.camunda.commons.utils.cache.ConcurrentLruCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompleteDefinitionsTest {

    /** Held, because loggers are collected with their levels. */
    private static final Logger ENGINE_LOG = Logger.getLogger("org.camunda");

    static {
        ENGINE_LOG.setLevel(Level.WARNING);
    }

    /** Runs at the moment at which a definition can be found in the cache. */
    private volatile Runnable whenCached = () -> {};

    private final ProcessEngine engine = engine();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void whoFindsADefinitionAsSoonAsItIsInTheCacheShouldMakeJobsOfItsJobDefinitions() throws Exception {
        String definition = deploy();
        discardCaches();
        CompletableFuture<ProcessInstance> other = new CompletableFuture<>();
        whenCached = () -> startOnAnotherThread(definition, other);

        engine.getRuntimeService().startProcessInstanceById(definition);

        ProcessInstance instance = other.get(10, TimeUnit.SECONDS);
        Job timer = engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance.getId())
                .singleResult();
        assertThat(timer.getProcessDefinitionId()).isEqualTo(definition);
        assertThat(timer.getJobDefinitionId()).isNotNull();
    }

    /** And waits for it, so that the first thread does nothing meanwhile. */
    private void startOnAnotherThread(String definition, CompletableFuture<ProcessInstance> instance) {
        whenCached = () -> {};
        Thread thread = new Thread(() -> {
            try {
                instance.complete(engine.getRuntimeService().startProcessInstanceById(definition));
            } catch (RuntimeException e) {
                instance.completeExceptionally(e);
            }
        });
        thread.start();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String deploy() {
        BpmnModelInstance model = Bpmn.createExecutableProcess("waiting")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .intermediateCatchEvent()
                .timerWithDuration("P1D")
                .endEvent()
                .done();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance("waiting.bpmn", model)
                .deploy();
        return engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .singleResult()
                .getId();
    }

    private void discardCaches() {
        ((StandaloneInMemProcessEngineConfiguration) engine.getProcessEngineConfiguration())
                .getDeploymentCache()
                .discardProcessDefinitionCache();
    }

    private ProcessEngine engine() {
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration() {
            @Override
            protected BpmnDeployer getBpmnDeployer() {
                return new CompleteDefinitions(super.getBpmnDeployer());
            }
        };
        configuration.setProcessEngineName("complete-definitions");
        configuration.setJdbcUrl("jdbc:h2:mem:complete-definitions");
        configuration.setCacheFactory(new WatchedCaches());
        return configuration.buildProcessEngine();
    }

    private final class WatchedCaches implements CacheFactory {

        @Override
        public <T> Cache<String, T> createCache(int capacity) {
            return new ConcurrentLruCache<>(capacity) {
                @Override
                public void put(String id, T element) {
                    super.put(id, element);
                    if (element instanceof ProcessDefinitionEntity) {
                        whenCached.run();
                    }
                }
            };
        }
    }
}
