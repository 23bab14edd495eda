package io.netbuild.workflow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.kernel.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandExecutionTest {

    private static IncomingCommand of(@Nullable String producer, String id) {
        return new IncomingCommand(new TenantId("acme"), id, null, "start", "{}", producer);
    }

    @Test
    void onlyNeighboursOfTheSameSenderShouldBeTogether() {
        List<IncomingCommand> commands =
                List.of(of("a", "1"), of("a", "2"), of("b", "3"), of("a", "4"), of(null, "5"), of(null, "6"));

        assertThat(CommandExecution.bySender(commands))
                .extracting(
                        group -> group.stream().map(IncomingCommand::messageId).toList())
                .containsExactly(List.of("1", "2"), List.of("3"), List.of("4"), List.of("5", "6"));
        assertThat(CommandExecution.bySender(List.of())).isEmpty();
    }
}
