@NullMarked
package io.netbuild.web.signin;

import org.jspecify.annotations.NullMarked;
