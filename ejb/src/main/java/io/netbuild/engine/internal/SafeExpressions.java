package io.netbuild.engine.internal;

import java.beans.FeatureDescriptor;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.cdi.CdiExpressionManager;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.jspecify.annotations.Nullable;

/**
 * Expressions of models, which tenants deploy: they reach variables, beans and the engine's services, but not what would lead out of the tenant or
 * of the JVM: classes and reflection, threads and processes, connections, naming contexts, the engine's configuration.
 */
final class SafeExpressions extends CdiExpressionManager {

    @Override
    protected ELResolver createElResolver() {
        CompositeELResolver resolver = new CompositeELResolver();
        resolver.add(new Guard());
        resolver.add(super.createElResolver());
        return resolver;
    }

    /** Resolves nothing itself; refuses the objects that nothing may be asked of. */
    static final class Guard extends ELResolver {

        private static final List<Class<?>> FORBIDDEN = List.of(
                Class.class,
                ClassLoader.class,
                Module.class,
                Runtime.class,
                Process.class,
                ProcessBuilder.class,
                Thread.class,
                ThreadGroup.class,
                javax.naming.Context.class,
                javax.script.ScriptEngineManager.class,
                javax.sql.DataSource.class,
                java.sql.Wrapper.class,
                ProcessEngineConfiguration.class,
                CommandContext.class,
                CommandExecutor.class);

        private static final List<String> FORBIDDEN_PACKAGES = List.of("java.lang.reflect.", "java.lang.invoke.");

        private static void check(@Nullable Object base) {
            if (base == null) {
                return;
            }
            String name = base.getClass().getName();
            if (FORBIDDEN.stream().anyMatch(type -> type.isInstance(base))
                    || FORBIDDEN_PACKAGES.stream().anyMatch(name::startsWith)) {
                throw new ProcessEngineException("Expressions may not use objects of " + name);
            }
        }

        @Override
        public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
            check(base);
            return null;
        }

        @Override
        public @Nullable Object invoke(
                ELContext context,
                @Nullable Object base,
                @Nullable Object method,
                Class<?> @Nullable [] types,
                Object @Nullable [] arguments) {
            check(base);
            return null;
        }

        @Override
        public @Nullable Class<?> getType(ELContext context, @Nullable Object base, @Nullable Object property) {
            check(base);
            return null;
        }

        @Override
        public void setValue(
                ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {
            check(base);
        }

        @Override
        public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
            check(base);
            return false;
        }

        @Override
        public @Nullable Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
            return null;
        }

        @Override
        public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
            return Collections.emptyIterator();
        }
    }
}
