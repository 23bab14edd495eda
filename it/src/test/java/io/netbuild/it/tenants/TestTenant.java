package io.netbuild.it.tenants;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;

/** A tenant that a test has made. */
public record TestTenant(String id, String isolation) {

    public static TestTenant shared(String id) {
        return new TestTenant(id, "SHARED");
    }

    public static TestTenant schema(String id) {
        return new TestTenant(id, "SCHEMA");
    }

    public static TestTenant database(String id) {
        return new TestTenant(id, "DATABASE");
    }

    /** The body of the request that makes it. */
    public ObjectNode wish() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("name", "Tenant " + id)
                .put("organisation", "Organisation of " + id)
                .put("emailDomain", id + ".example")
                .put("tier", "GROWTH")
                .put("isolation", isolation);
    }

    /** Makes it; it is ACTIVE afterwards. */
    public TestTenant create() {
        Answer answer = Api.operator().post("/api/tenants", wish()).expect(201);
        if (!answer.text("status").equals("ACTIVE")) {
            throw new AssertionError("Not ACTIVE: " + answer);
        }
        return this;
    }

    /** The engine's API with the token of the tenant's administrator. */
    public Engine engine() {
        return new Engine(Api.adminOf(id).under("/engine-rest"));
    }

    /** The engine's API of the tenant with the token of an operator. */
    public Engine engineForOperator() {
        return new Engine(Api.operator().under("/t/" + id + "/engine-rest"));
    }

    /** The tenant itself, for operators. */
    public Api resource() {
        return Api.operator().under("/api/tenants/" + id);
    }

    /** The name of its role, and of its schema or database. */
    public String databaseName() {
        return "tenant_" + id.replace('-', '_');
    }

    @Override
    public String toString() {
        return id;
    }
}
