package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Attachment;
import org.camunda.bpm.engine.task.Comment;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** User tasks and what hangs on them. */
@ParameterizedClass
@EnumSource(Neighbours.class)
class TasksTest {

    private final TenantEngine here;
    private final TenantEngine there;

    TasksTest(Neighbours neighbours) {
        here = neighbours.here();
        there = neighbours.there();
    }

    @Test
    void tasksShouldBeWorkedOnByTheirTenantOnly() {
        ProcessInstance instance = here.start(here.deploy(Models.userTask()));
        Task task = here.task(instance);

        here.run(() -> tasks(here).setAssignee(task.getId(), null));
        here.run(() -> tasks(here).claim(task.getId(), "bob"));
        here.run(() -> tasks(here).delegateTask(task.getId(), "carol"));
        here.run(() -> tasks(here).resolveTask(task.getId()));
        here.run(() -> tasks(here).addCandidateUser(task.getId(), "dave"));
        here.run(() -> tasks(here).addCandidateGroup(task.getId(), "auditors"));
        here.run(() -> tasks(here).setPriority(task.getId(), 7));
        here.run(() -> tasks(here).setVariableLocal(task.getId(), "note", new byte[] {1}));

        assertThat(count(there, task)).isZero();
        assertThatThrownBy(() -> there.run(() -> tasks(there).complete(task.getId())))
                .isInstanceOf(ProcessEngineException.class);
        assertThatThrownBy(() -> there.run(() -> tasks(there).setAssignee(task.getId(), "eve")))
                .isInstanceOf(ProcessEngineException.class);
        here.run(() -> tasks(here).complete(task.getId(), Map.of("approved", true)));
        assertThat(count(here, task)).isZero();
        assertThat(historicLinks(here, task)).isGreaterThan(3);
        assertThat(historicLinks(there, task)).isZero();
    }

    @Test
    void standaloneTaskShouldNeedItsTenant() {
        Task task = here.as(() -> {
            Task created = tasks(here).newTask();
            created.setName("call back");
            created.setTenantId(here.tenant());
            tasks(here).saveTask(created);
            return created;
        });
        here.run(() -> {
            Task sub = tasks(here).newTask();
            sub.setParentTaskId(task.getId());
            sub.setTenantId(here.tenant());
            tasks(here).saveTask(sub);
        });

        assertThatThrownBy(() -> here.run(() -> tasks(here).saveTask(tasks(here).newTask())))
                .hasStackTraceContaining("row-level security");
        assertThat(here.as(() -> tasks(here).getSubTasks(task.getId()))).hasSize(1);
        assertThat(there.as(() -> tasks(there).getSubTasks(task.getId()))).isEmpty();
        here.run(() -> tasks(here).deleteTask(task.getId(), true));
        assertThat(count(here, task)).isZero();
    }

    @Test
    void commentsShouldBelongToTheirTenant() {
        ProcessInstance instance = here.start(here.deploy(Models.userTask()));
        Task task = here.task(instance);

        Comment comment = here.as(() -> tasks(here).createComment(task.getId(), instance.getId(), "looks fine"));
        here.run(() -> tasks(here).createComment(null, instance.getId(), "of the instance"));
        here.run(() -> tasks(here).updateTaskComment(task.getId(), comment.getId(), "looks good"));

        assertThat(here.as(() -> tasks(here).getTaskComments(task.getId())))
                .singleElement()
                .satisfies(read -> assertThat(read.getFullMessage()).isEqualTo("looks good"));
        assertThat(here.as(() -> tasks(here).getProcessInstanceComments(instance.getId())))
                .hasSize(2);
        assertThat(there.as(() -> tasks(there).getTaskComments(task.getId()))).isEmpty();
        assertThat(there.as(() -> tasks(there).getProcessInstanceComments(instance.getId())))
                .isEmpty();
        here.run(() -> tasks(here).deleteTaskComment(task.getId(), comment.getId()));
        assertThat(here.as(() -> tasks(here).getTaskComments(task.getId()))).isEmpty();
    }

    @Test
    void attachmentsShouldBelongToTheirTenant() throws Exception {
        ProcessInstance instance = here.start(here.deploy(Models.userTask()));
        Task task = here.task(instance);

        Attachment attachment = here.as(() -> tasks(here)
                .createAttachment(
                        "text/plain",
                        task.getId(),
                        instance.getId(),
                        "note.txt",
                        "a note",
                        new ByteArrayInputStream(new byte[] {4, 5})));
        here.run(() -> tasks(here)
                .createAttachment("url", task.getId(), instance.getId(), "link", "a link", "http://example.org"));

        try (InputStream content = here.as(() -> tasks(here).getAttachmentContent(attachment.getId()))) {
            assertThat(content.readAllBytes()).containsExactly(4, 5);
        }
        assertThat(here.as(() -> tasks(here).getTaskAttachments(task.getId()))).hasSize(2);
        assertThat(there.as(() -> tasks(there).getTaskAttachments(task.getId())))
                .isEmpty();
        assertThat(there.as(() -> tasks(there).getAttachment(attachment.getId())))
                .isNull();
        assertThat(there.as(() -> tasks(there).getTaskAttachmentContent(task.getId(), attachment.getId())))
                .isNull();
        here.run(() -> tasks(here).deleteAttachment(attachment.getId()));
        assertThat(here.as(() -> tasks(here).getTaskAttachments(task.getId()))).hasSize(1);
    }

    @Test
    void filtersShouldBelongToTheirTenant() {
        Task task = here.task(here.start(here.deploy(Models.userTask())));
        Filter filter = here.as(() -> {
            Filter created = here.engine().getFilterService().newTaskFilter("mine");
            created.setQuery(tasks(here).createTaskQuery().taskId(task.getId()));
            created.setProperties(Map.of("color", "#00f"));
            return here.engine().getFilterService().saveFilter(created);
        });

        assertThat(here.as(() -> here.engine().getFilterService().count(filter.getId())))
                .isEqualTo(1);
        assertThat(there.as(() -> there.engine()
                        .getFilterService()
                        .createFilterQuery()
                        .filterId(filter.getId())
                        .count()))
                .isZero();
        assertThatThrownBy(
                        () -> there.run(() -> there.engine().getFilterService().deleteFilter(filter.getId())))
                .isInstanceOf(ProcessEngineException.class);
        here.run(() -> here.engine().getFilterService().deleteFilter(filter.getId()));
    }

    @Test
    void operationsShouldBeLoggedForTheirTenantOnly() {
        Task task = here.task(here.start(here.deploy(Models.userTask())));

        here.run(() -> tasks(here).setOwner(task.getId(), "frank"));

        assertThat(here.as(() -> here.engine()
                        .getHistoryService()
                        .createUserOperationLogQuery()
                        .taskId(task.getId())
                        .entityType(EntityTypes.TASK)
                        .list()))
                .isNotEmpty()
                .allMatch(entry -> here.tenant().equals(entry.getTenantId()))
                .allMatch(entry -> TenantEngine.USER.equals(entry.getUserId()));
        assertThat(there.as(() -> there.engine()
                        .getHistoryService()
                        .createUserOperationLogQuery()
                        .taskId(task.getId())
                        .count()))
                .isZero();
    }

    private static long count(TenantEngine tenant, Task task) {
        return tenant.as(
                () -> tasks(tenant).createTaskQuery().taskId(task.getId()).count());
    }

    private static long historicLinks(TenantEngine tenant, Task task) {
        return tenant.as(() -> tenant.engine()
                .getHistoryService()
                .createHistoricIdentityLinkLogQuery()
                .taskId(task.getId())
                .count());
    }

    private static TaskService tasks(TenantEngine tenant) {
        return tenant.engine().getTaskService();
    }
}
