/**
 * What must be asked inside the container: the platform's own beans are called without the ways that lead to them over HTTP. Start with {@link
 * io.netbuild.it.container.TenancyArquillianIT}.
 */
@NullMarked
package io.netbuild.it.container;

import org.jspecify.annotations.NullMarked;
