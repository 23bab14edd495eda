package io.netbuild.bench.server;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;

/** The measured calls, written as an application for one tenant would: each is a transaction. */
@Stateless
public class BenchCalls {

    @Inject
    RuntimeService runtime;

    @Inject
    TaskService tasks;

    public String start(String process, Map<String, Object> variables) {
        return runtime.startProcessInstanceByKey(process, variables).getId();
    }

    public String start(String process, String businessKey, Map<String, Object> variables) {
        return runtime.startProcessInstanceByKey(process, businessKey, variables)
                .getId();
    }

    /** Completes the instance's only task. */
    public void complete(String instance) {
        Task task = tasks.createTaskQuery().processInstanceId(instance).singleResult();
        tasks.complete(task.getId());
    }
}
