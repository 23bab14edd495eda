package io.netbuild.engine.internal;

import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.task.Task;

/** Tasks that belong to no process belong to the current tenant without anybody saying so; the others have a tenant already. */
final class TenantTaskService extends TaskServiceImpl {

    @Override
    public void saveTask(Task task) {
        if (task.getTenantId() == null) {
            task.setTenantId(CurrentTenantIds.get());
        }
        super.saveTask(task);
    }
}
