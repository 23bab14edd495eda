package io.netbuild.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.context.BoundTenants;
import io.netbuild.context.TenantContext;
import io.netbuild.kernel.NetBuildException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.junit.jupiter.api.Test;

class OwnScopeOnlyTest {

    private final OwnScopeOnly shared = withNext(new OwnScopeOnly("default", true));
    private final OwnScopeOnly own = withNext(new OwnScopeOnly("gold", false));

    @Test
    void withoutAScopeNothingShouldRun() {
        assertThatThrownBy(() -> shared.execute(COMMAND)).isInstanceOf(NetBuildException.class);
    }

    @Test
    void aTenantShouldRunInItsOwnEngineOnly() {
        try (TenantContext.Entered scope = TenantContext.enter(BoundTenants.of("gold", "gold", false))) {
            assertThat(own.execute(COMMAND)).isEqualTo("ran");
            assertThatThrownBy(() -> shared.execute(COMMAND)).isInstanceOf(NetBuildException.class);
        }
    }

    @Test
    void theSystemShouldRunInTheSharedEngineOnly() {
        try (TenantContext.Entered scope = TenantContext.enterSystem("test")) {
            assertThat(shared.execute(COMMAND)).isEqualTo("ran");
            assertThatThrownBy(() -> own.execute(COMMAND)).isInstanceOf(NetBuildException.class);
        }
    }

    private static final Command<String> COMMAND = context -> "ran";

    private static OwnScopeOnly withNext(OwnScopeOnly interceptor) {
        interceptor.setNext(new CommandInterceptor() {
            @Override
            public <T> T execute(Command<T> command) {
                return command.execute(null);
            }
        });
        return interceptor;
    }
}
