package io.netbuild.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Specializes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.CaseService;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.cdi.impl.ProcessEngineServicesProducer;

/**
 * The engine and its services for injection: {@code @Inject RuntimeService} and the like are the current tenant's at every single call, so that
 * code written for one tenant serves all of them. Takes the place of the engine's own producer, which would hand out one engine for ever.
 */
@Dependent
@Specializes
public class TenantEngineServices extends ProcessEngineServicesProducer {

    private final EngineRouter router;

    @Inject
    TenantEngineServices(EngineRouter router) {
        this.router = router;
    }

    private <T> T routed(Class<T> type, Function<ProcessEngine, T> service) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                return method.invoke(
                        method.getDeclaringClass() == Object.class ? router : service.apply(router.current()),
                        arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    @Produces
    @Named
    @ApplicationScoped
    public ProcessEngine processEngine() {
        return routed(ProcessEngine.class, Function.identity());
    }

    @Override
    @Produces
    @Named
    @ApplicationScoped
    public RuntimeService runtimeService() {
        return routed(RuntimeService.class, ProcessEngine::getRuntimeService);
    }

    @Override
    @Produces
    @Named
    @ApplicationScoped
    public TaskService taskService() {
        return routed(TaskService.class, ProcessEngine::getTaskService);
    }

    @Override
    @Produces
    @Named
    @ApplicationScoped
    public RepositoryService repositoryService() {
        return routed(RepositoryService.class, ProcessEngine::getRepositoryService);
    }

    @Override
    @Produces
    @Named
    @ApplicationScoped
    public FormService formService() {
        return routed(FormService.class, ProcessEngine::getFormService);
    }

    @Override
    @Produces
    @Named
    @ApplicationScoped
    public HistoryService historyService() {
        return routed(HistoryService.class, ProcessEngine::getHistoryService);
    }

    @Override
    @Produces
    @Named
    @ApplicationScoped
    public IdentityService identityService() {
        return routed(IdentityService.class, ProcessEngine::getIdentityService);
    }

    @Override
    @Produces
    @Named
    @ApplicationScoped
    public ManagementService managementService() {
        return routed(ManagementService.class, ProcessEngine::getManagementService);
    }

    @Override
    @Produces
    @Named
    @ApplicationScoped
    public AuthorizationService authorizationService() {
        return routed(AuthorizationService.class, ProcessEngine::getAuthorizationService);
    }

    @Override
    @Produces
    @Named
    @ApplicationScoped
    public FilterService filterService() {
        return routed(FilterService.class, ProcessEngine::getFilterService);
    }

    @Override
    @Produces
    @Named
    @ApplicationScoped
    public ExternalTaskService externalTaskService() {
        return routed(ExternalTaskService.class, ProcessEngine::getExternalTaskService);
    }

    @Override
    @Produces
    @Named
    @ApplicationScoped
    public CaseService caseService() {
        return routed(CaseService.class, ProcessEngine::getCaseService);
    }

    @Override
    @Produces
    @Named
    @ApplicationScoped
    public DecisionService decisionService() {
        return routed(DecisionService.class, ProcessEngine::getDecisionService);
    }
}
