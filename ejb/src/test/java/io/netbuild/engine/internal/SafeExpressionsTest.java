package io.netbuild.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.impl.juel.SimpleContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

class SafeExpressionsTest {

    private final SafeExpressions.Guard guard = new SafeExpressions.Guard();
    private final ELContext context = new SimpleContext();

    static Stream<Object> waysOut() throws ReflectiveOperationException {
        return Stream.of(
                Runtime.class,
                Runtime.getRuntime(),
                SafeExpressionsTest.class.getClassLoader(),
                String.class.getMethod("length"),
                Thread.currentThread(),
                new PGSimpleDataSource(),
                new StandaloneProcessEngineConfiguration());
    }

    @ParameterizedTest
    @MethodSource("waysOut")
    void nothingShouldBeAskedOfWhatLeadsOut(Object base) {
        assertThatThrownBy(() -> guard.getValue(context, base, "anything"))
                .isInstanceOf(ProcessEngineException.class)
                .hasMessageContaining("Expressions may not use");
        assertThatThrownBy(() -> guard.invoke(context, base, "anything", null, new Object[0]))
                .isInstanceOf(ProcessEngineException.class);
        assertThatThrownBy(() -> guard.setValue(context, base, "anything", 1))
                .isInstanceOf(ProcessEngineException.class);
    }

    @Test
    void everythingElseShouldBeLeftToTheOtherResolvers() {
        assertThat(guard.getValue(context, "text", "length")).isNull();
        assertThat(guard.invoke(context, "text", "length", null, new Object[0])).isNull();
        assertThat(context.isPropertyResolved()).isFalse();
    }
}
