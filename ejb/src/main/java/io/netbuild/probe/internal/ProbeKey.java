package io.netbuild.probe.internal;

/** The API key of a tenant of a probe. */
record ProbeKey(String id, String secret) {

    /** The value of the header {@code Authorization}. */
    String authorization() {
        return "Bearer " + id + "." + secret;
    }

    @Override
    public String toString() {
        return "ProbeKey[" + id + "]"; // a secret must not get into logs
    }
}
