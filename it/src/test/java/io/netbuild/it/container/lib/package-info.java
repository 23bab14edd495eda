/** Beans of the tests that go to the application's libraries, where models and job threads find them. */
@NullMarked
package io.netbuild.it.container.lib;

import org.jspecify.annotations.NullMarked;
