package io.netbuild.engine.internal;

import java.util.Locale;
import java.util.Set;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
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
        return languages.contains(language.toLowerCase(Locale.ROOT)) ? super.getScriptEngine(language) : null;
    }
}
