package io.netbuild.probe.internal;

import java.util.HashMap;
import java.util.Map;

/**
 * What a tenant has, by the names that attempts use.
 *
 * @param ids the ids, keys and names of its things
 */
record Belongings(ProbeTenant owner, Map<String, String> ids) {

    Belongings {
        ids = Map.copyOf(ids);
    }

    /** These, and one more. */
    Belongings with(String name, String id) {
        Map<String, String> more = new HashMap<>(ids);
        more.put(name, id);
        return new Belongings(owner, more);
    }

    /** @throws IllegalArgumentException when nothing has the name: a mistake in an attempt */
    String get(String name) {
        String id = ids.get(name);
        if (id == null) {
            throw new IllegalArgumentException("No tenant has a " + name);
        }
        return id;
    }

    String tenant() {
        return owner.id().value();
    }

    /** The template with what it names in braces filled in, such as {@code {task}}. */
    String fill(String template) {
        String filled = template;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled;
    }
}
