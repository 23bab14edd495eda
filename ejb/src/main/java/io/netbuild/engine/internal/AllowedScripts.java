package io.netbuild.engine.internal;

import java.util.Locale;
import java.util.Set;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.scripting.engine.DefaultScriptEngineResolver;
import org.jspecify.annotations.Nullable;

/** The script languages of models: scripts can do whatever this server can, so that none is there unless the operator has named it. */
final class AllowedScripts extends DefaultScriptEngineResolver {

    private final Set<String> languages;

    /** @param languages in lower case */
    AllowedScripts(Set<String> languages) {
        super(new ScriptEngineManager());
        this.languages = Set.copyOf(languages);
    }

    @Override
    protected @Nullable ScriptEngine getScriptEngine(String language) {
        if (!languages.contains(language.toLowerCase(Locale.ROOT))) {
            throw new BadUserRequestException("Scripts in '%s' are not allowed here".formatted(language));
        }
        return super.getScriptEngine(language);
    }
}
