package io.netbuild.probe;

/**
 * A report as it is kept and given out.
 *
 * @param json the report, as {@code docs/reference/isolation-report.md} describes it
 * @param jws the same text signed: a JSON Web Signature in compact form, whose key is among {@link IsolationProbes#keys()}
 */
public record SignedReport(String json, String jws) {

    /** The signature without what it signs, {@code header..signature} (RFC 7515, appendix F): for {@link #json} in UTF-8. */
    public String detachedJws() {
        return jws.substring(0, jws.indexOf('.')) + ".." + jws.substring(jws.lastIndexOf('.') + 1);
    }
}
