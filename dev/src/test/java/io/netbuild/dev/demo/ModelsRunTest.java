package io.netbuild.dev.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way through every model, for one of two tenants that have the same models. */
class ModelsRunTest {

    private static final String RED = "red";
    private static final String BLUE = "blue";

    private static final ModelEngine models = new ModelEngine();

    @BeforeEach
    void deploy() {
        for (String tenant : List.of(RED, BLUE)) {
            Models.applications().forEach(application -> models.deploy(tenant, Models.of(application)));
        }
    }

    @AfterEach
    void reset() {
        models.reset();
    }

    @AfterAll
    static void close() {
        models.close();
    }

    @ParameterizedTest
    @CsvSource({
        "499, standard, auto, ''",
        "500, premium, auto, ''",
        "4999, premium, auto, ''",
        "500, standard, team-lead, sales-leads",
        "4999, standard, team-lead, sales-leads",
        "5000, premium, management, management",
        "5000, standard, management, management"
    })
    void orderApprovalShouldDecideByAmountAndCategory(long amount, String category, String level, String approvers) {
        Map<String, Object> result = models.engine
                .getDecisionService()
                .evaluateDecisionTableByKey("order-approval")
                .decisionDefinitionTenantId(RED)
                .variables(Map.of("amount", amount, "customerCategory", category))
                .evaluate()
                .getSingleResult()
                .getEntryMap();

        assertThat(result).isEqualTo(Map.of("level", level, "approvers", approvers));
    }

    @Test
    void aSmallOrderShouldGoThroughWithoutApproval() {
        String order = order(120, Map.of());

        reserveAndCharge();
        deliver();

        assertThat(models.isOver(order)).isTrue();
        assertThat(models.ended(order)).contains("OrderFulfilled").doesNotContain("ApproveOrder");
    }

    @Test
    void anApprovedOrderShouldBeRemindedOfAndFulfilled() {
        String order = order(1_200, Map.of("reminderAfter", "PT1S"));
        Task approval = models.task("ApproveOrder");
        assertThat(models.engine.getTaskService().getIdentityLinksForTask(approval.getId()))
                .extracting(IdentityLink::getGroupId)
                .containsExactly("sales-leads");
        assertThat(models.engine
                        .getFormService()
                        .getTaskFormData(approval.getId())
                        .getFormFields())
                .extracting(field -> field.getId())
                .containsExactly("amount", "approved", "remark");

        models.runJobsDueIn(Duration.ofSeconds(2));
        Object reminders = models.engine.getRuntimeService().getVariable(order, "reminders");
        models.complete("ApproveOrder", Map.of("approved", true));
        reserveAndCharge();
        deliver();

        assertThat(reminders).isEqualTo(1L);
        assertThat(models.isOver(order)).isTrue();
        assertThat(models.ended(order)).contains("ApproversReminded", "ApproveOrder", "OrderFulfilled");
    }

    @Test
    void nobodyShouldBeRemindedBeforeTwoDaysWhereNothingElseIsSaid() {
        String order = order(1_200, Map.of());

        models.runJobsDueIn(Duration.ofHours(47));
        assertThat(models.ended(order)).doesNotContain("RemindApprovers");
        models.runJobsDueIn(Duration.ofHours(2));

        assertThat(models.ended(order)).contains("RemindApprovers");
        assertThat(models.task("ApproveOrder")).isNotNull();
    }

    @Test
    void anOrderThatIsNotApprovedShouldBeRejected() {
        String order = order(700, Map.of());

        models.complete("ApproveOrder", Map.of("approved", false));

        assertThat(models.isOver(order)).isTrue();
        assertThat(models.ended(order)).contains("OrderRejected").doesNotContain("ReserveStock");
    }

    @Test
    void aDeclinedPaymentShouldReleaseTheStock() {
        String order = order(120, Map.of());

        models.handle("reserve-stock");
        models.fail("charge-payment", "payment-declined");
        models.handle("release-stock");

        assertThat(models.isOver(order)).isTrue();
        assertThat(models.ended(order))
                .contains("PaymentDeclined", "OrderUnpaid")
                .doesNotContain("OrderFulfilled");
    }

    @Test
    void anOverdueDeliveryShouldBeClarified() {
        String order = order(120, Map.of("deliveryTimeout", "PT1S"));

        reserveAndCharge();
        models.runJobsDueIn(Duration.ofSeconds(2));
        models.complete("ClarifyDelivery", Map.of());

        assertThat(models.isOver(order)).isTrue();
        assertThat(models.ended(order)).contains("DeliveryClarified").doesNotContain("OrderFulfilled");
    }

    @Test
    void onboardingShouldCallAStepForEachOfTheDepartmentsInItsOwnTenant() {
        models.deploy(BLUE, Models.of("onboarding")); // a second version, which is none of the other's business
        String onboarding =
                models.start(RED, "onboarding", "ada", Map.of("employee", "Ada", "department", "engineering"));

        models.runJobsDueIn(Duration.ZERO);
        List<Task> steps = models.engine
                .getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey("ada")
                .list();
        steps.forEach(step -> models.engine.getTaskService().complete(step.getId()));
        models.complete("HoldWelcomeTalk", Map.of());

        assertThat(steps)
                .extracting(Task::getName)
                .containsExactlyInAnyOrder("Prepare workplace", "Create accounts", "Grant repository access");
        assertThat(steps).allSatisfy(step -> {
            assertThat(step.getTenantId()).isEqualTo(RED);
            assertThat(step.getProcessDefinitionId()).startsWith("onboarding-step:1:");
        });
        assertThat(models.isOver(onboarding)).isTrue();
    }

    @Test
    void alwaysFailingShouldRaiseAnIncidentAtItsFirstFailure() {
        String failing = models.start(RED, "always-failing", "failing", Map.of());

        assertThatThrownBy(() -> models.runJobsDueIn(Duration.ZERO))
                .isInstanceOf(ProcessEngineException.class)
                .hasMessageContaining("missingSystem");

        Incident incident = models.engine
                .getRuntimeService()
                .createIncidentQuery()
                .processInstanceId(failing)
                .singleResult();
        assertThat(incident.getIncidentType()).isEqualTo(Incident.FAILED_JOB_HANDLER_TYPE);
        assertThat(incident.getActivityId()).isEqualTo("CallMissingSystem");
    }

    @Test
    void simpleShouldHaveOneTask() {
        String simple = models.start(RED, "simple", "simple", Map.of());

        models.complete("DoWork", Map.of());

        assertThat(models.isOver(simple)).isTrue();
    }

    @Test
    void shortTimerShouldEndAfterASecond() {
        String timer = models.start(RED, "short-timer", "timer", Map.of());

        models.runJobsDueIn(Duration.ZERO);
        boolean overAtOnce = models.isOver(timer);
        models.runJobsDueIn(Duration.ofMillis(1_100));

        assertThat(overAtOnce).isFalse();
        assertThat(models.isOver(timer)).isTrue();
    }

    private String order(long amount, Map<String, Object> times) {
        Map<String, Object> variables = new HashMap<>(times);
        variables.put("amount", amount);
        variables.put("customerCategory", "standard");
        return models.start(RED, "order-fulfilment", "R-1", variables);
    }

    private void reserveAndCharge() {
        models.handle("reserve-stock");
        LockedExternalTask charge = models.fetch("charge-payment");
        assertThat(charge.getVariables()).containsEntry("orderNumber", "R-1").containsKey("chargedAmount");
        assertThat(charge.getTenantId()).isEqualTo(RED);
        models.engine.getExternalTaskService().complete(charge.getId(), "worker");
    }

    private void deliver() {
        models.engine
                .getRuntimeService()
                .createMessageCorrelation("order-delivered")
                .processInstanceBusinessKey("R-1")
                .correlate();
    }
}
