package io.netbuild.sample;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.PersistenceContext;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;

/** Purchase requests and the process that approves them, in one transaction. */
@Stateless
public class PurchaseRequests {

    /** The process that has to be deployed. */
    public static final String PROCESS = "purchase-approval";

    @PersistenceContext
    EntityManager entities;

    @Inject
    RuntimeService runtime;

    /**
     * Keeps the request and starts its approval; neither is there when the other fails.
     *
     * @return its id
     */
    public UUID submit(
            @NotBlank @Size(max = 200) String subject,
            @NotNull @DecimalMin("0") @Digits(integer = 10, fraction = 2) BigDecimal amount) {
        PurchaseRequest request = new PurchaseRequest(UUID.randomUUID(), subject, amount);
        entities.persist(request);
        entities.flush();
        runtime.startProcessInstanceByKey(
                PROCESS, request.getBusinessKey(), Map.of("subject", subject, "amount", amount.doubleValue()));
        return request.getId();
    }

    /** Newest first. */
    public List<PurchaseRequest> all() {
        return entities.createQuery("select r from PurchaseRequest r order by r.createdAt desc", PurchaseRequest.class)
                .getResultList();
    }

    /** @throws EntityNotFoundException when there is none with the id */
    public PurchaseRequest get(UUID id) {
        PurchaseRequest found = entities.find(PurchaseRequest.class, id);
        if (found == null) {
            throw new EntityNotFoundException("There is no purchase request " + id);
        }
        entities.refresh(found);
        return found;
    }
}
