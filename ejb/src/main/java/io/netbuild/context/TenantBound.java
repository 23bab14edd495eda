package io.netbuild.context;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The class or method works for the current tenant: it is refused without one, and in a transaction the tenant's row-level security variables
 * are set before its first line runs. Every EJB of the application has this by default ({@link TenantBoundEjbs}); CDI beans ask for it.
 */
@InterceptorBinding
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface TenantBound {}
