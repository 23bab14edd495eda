package io.netbuild.sample;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** Somebody's wish to buy something. */
@Entity
@Table(name = "purchase_requests")
@SuppressWarnings("NullAway.Init") // the persistence provider fills the fields
public class PurchaseRequest {

    @Id
    private UUID id;

    private String subject;

    private BigDecimal amount;

    @Column(name = "business_key")
    private String businessKey;

    @Column(name = "created_at", insertable = false, updatable = false)
    private Instant createdAt;

    /** For the persistence provider. */
    protected PurchaseRequest() {}

    public PurchaseRequest(UUID id, String subject, BigDecimal amount) {
        this.id = id;
        this.subject = subject;
        this.amount = amount;
        this.businessKey = "PR-" + id;
    }

    public UUID getId() {
        return id;
    }

    public String getSubject() {
        return subject;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    /** The business key of the process instance that approves it. */
    public String getBusinessKey() {
        return businessKey;
    }

    /** Null until it is read back. */
    public Instant getCreatedAt() {
        return createdAt;
    }
}
