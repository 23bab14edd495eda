package io.netbuild.dev.demo;

/**
 * A tenant that others try to get at.
 *
 * @param engineName the name of the engine that it lives in
 * @param engine its own view of that engine, with all rights in it
 */
record Neighbour(DemoTenant tenant, String engineName, EngineRest engine, Possessions possessions) {

    String name() {
        return tenant.id();
    }
}
