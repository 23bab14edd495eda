package io.netbuild.it.messages;

import io.netbuild.dev.ApiKey;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import java.util.Map;

/** API keys of users who send messages. */
final class Keys {

    private Keys() {}

    static ApiKey ofTenant(TestTenant tenant) {
        return of(People.member(tenant, "user"), tenant);
    }

    static ApiKey of(String user, TestTenant tenant) {
        return make(Map.of("name", "sender", "user", user, "tenant", tenant.id()));
    }

    static ApiKey ofOperator() {
        return make(Map.of("name", "sender", "user", People.operator()));
    }

    private static ApiKey make(Map<String, String> wish) {
        Answer issued = Api.operator().post("/api/api-keys", wish).expect(201);
        return ApiKey.parse(issued.text("token"));
    }

    static void revoke(ApiKey key) {
        Api.operator().delete("/api/api-keys/" + key.id()).expect(204);
    }
}
