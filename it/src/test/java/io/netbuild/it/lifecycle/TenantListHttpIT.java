package io.netbuild.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.TestTenant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators find in the list of tenants, and in which order. */
class TenantListHttpIT {

    private static final String TENANTS = "/api/tenants";

    @Test
    void theListShouldBeFilteredSortedAndPaged() {
        String prefix = "life-list";
        for (String id : List.of("life-list-c", "life-list-a", "life-list-b")) {
            ObjectNode wish = TestTenant.shared(id).wish();
            wish.putObject("labels").put("list", id.endsWith("c") ? "odd" : "even");
            Api.operator().post(TENANTS, wish).expect(201);
        }
        String all = TENANTS + "?search=" + prefix;

        assertThat(idsOf(all)).containsExactly("life-list-a", "life-list-b", "life-list-c");
        assertThat(idsOf(all + "&sort=-id")).containsExactly("life-list-c", "life-list-b", "life-list-a");
        assertThat(idsOf(all + "&sort=createdAt")).containsExactly("life-list-c", "life-list-a", "life-list-b");
        assertThat(idsOf(all + "&label=list=even")).containsExactly("life-list-a", "life-list-b");
        assertThat(idsOf(all + "&isolation=DATABASE")).isEmpty();
        assertThat(idsOf(all + "&status=ACTIVE&tier=professional")).hasSize(3);
        Answer page = Api.operator().get(all + "&limit=1&offset=1").expect(200);
        assertThat(page.json().path("items").findValuesAsText("id")).containsExactly("life-list-b");
        assertThat(page.json().path("total").asInt()).isEqualTo(3);
        for (String bad :
                List.of("limit=0", "limit=501", "limit=x", "offset=-1", "sort=password", "tier=X", "status=X")) {
            Answer answer = Api.operator().get(TENANTS + "?" + bad);
            assertThat(answer.status()).as("%s", answer).isEqualTo(400);
            assertThat(answer.text("field")).isEqualTo(bad.split("=", 2)[0]);
        }
    }

    private static List<String> idsOf(String list) {
        return Api.operator().get(list).expect(200).json().path("items").findValuesAsText("id");
    }
}
