package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.dev.NetBuildServer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.TwoNodes;
import io.netbuild.it.tenants.TestTenant;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many moves a node works on: {@code netbuild.move.at-once}, which is 2. */
class MovesAtOnceHttpIT {

    private record Begun(Api tenant, String move) {

        /** The events that name the node of a run. */
        List<String> runs() {
            return tenant.get(move).expect(200).json().path("events").findValuesAsText("event").stream()
                    .filter(text -> text.startsWith("run by node"))
                    .toList();
        }
    }

    @Test
    void aMoveShouldWaitForANodeThatMayTakeOneMore() throws SQLException {
        NetBuildServer server = TwoNodes.server();
        Api one = Api.operatorOf(server).at(server.nodes().get(0).httpUrl());
        List<Api> tenants =
                IntStream.range(0, 4).mapToObj(i -> made(one, "at-once-" + i)).toList();
        List<Begun> all;
        server.nodes().get(1).pause();
        try (Gate gate = Gate.at(server.postgres(), "COPYING")) {
            all = tenants.stream()
                    .map(tenant -> new Begun(tenant, Moving.begin(tenant, "SCHEMA")))
                    .toList();
            gate.await(2);
            List<Begun> waiting =
                    all.stream().filter(begun -> begun.runs().isEmpty()).toList();
            assertThat(waiting).hasSize(2);
            Set<String> ofTheFirst = runs(all);

            server.nodes().get(1).resume();

            gate.await(4);
            assertThat(ofTheFirst).hasSize(1).doesNotContainAnyElementsOf(runs(waiting));
        } finally {
            server.nodes().get(1).resume();
        }
        all.forEach(begun -> Moving.done(begun.tenant(), begun.move()));
    }

    private static Set<String> runs(List<Begun> moves) {
        return moves.stream().flatMap(begun -> begun.runs().stream()).collect(Collectors.toSet());
    }

    private static Api made(Api node, String name) {
        node.post("/api/tenants", TestTenant.shared(name).wish()).expect(201);
        return node.under("/api/tenants/" + name);
    }
}
