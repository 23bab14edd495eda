package io.netbuild.engine.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ibatis.ognl.ObjectPropertyAccessor;
import org.apache.ibatis.ognl.OgnlContext;
import org.apache.ibatis.ognl.OgnlException;
import org.apache.ibatis.ognl.OgnlRuntime;
import org.jspecify.annotations.Nullable;

/**
 * Reads the properties that conditions in the mapped statements ask for, and remembers the method behind each. OGNL by itself remembers only those that
 * are named exactly as a bean's getter; for the others, such as {@code isTenantCheckEnabled} in nearly every query of the engine, it goes through all
 * methods of the class each time.
 */
final class CachedProperties extends ObjectPropertyAccessor {

    private static final ClassValue<Map<String, Optional<Method>>> READERS = new ClassValue<>() {
        @Override
        protected Map<String, Optional<Method>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /** Puts it to use for all classes that OGNL has no accessor of their own for, in the whole application. */
    static void install() {
        OgnlRuntime.setPropertyAccessor(Object.class, new CachedProperties());
    }

    @Override
    public @Nullable Object getPossibleProperty(OgnlContext context, Object target, String name) throws OgnlException {
        Optional<Method> reader =
                READERS.get(target.getClass()).computeIfAbsent(name, property -> readerOf(target.getClass(), property));
        if (reader.isEmpty()) {
            return super.getPossibleProperty(context, target, name);
        }
        try {
            return reader.get().invoke(target);
        } catch (InvocationTargetException e) {
            throw new OgnlException(name, e.getCause());
        } catch (IllegalAccessException e) {
            throw new OgnlException(name, e);
        }
    }

    /** The method that OGNL would use, if anybody may call it. */
    private static Optional<Method> readerOf(Class<?> type, String property) {
        Method getter = OgnlRuntime.getGetMethod(type, property);
        Method reader = getter == null ? OgnlRuntime.getReadMethod(type, property) : getter;
        return Optional.ofNullable(reader)
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && Modifier.isPublic(method.getDeclaringClass().getModifiers())
                        && method.getParameterCount() == 0);
    }
}
