/**
 * What every module that serves the engine's REST API does to it: errors with the platform's meaning ({@link io.netbuild.web.engineapi.EngineRestErrors}) and
 * definitions of the tenant where a client names them by key ({@link io.netbuild.web.engineapi.DefinitionsByKey}).
 */
@NullMarked
package io.netbuild.web.engineapi;

import org.jspecify.annotations.NullMarked;
