package io.netbuild.offboarding.internal;

import io.netbuild.offboarding.ErasureCertificate;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** A certificate as JSON: the form that is signed, and a promise to whoever reads certificates. */
public final class CertificateJson {

    private static final String FORMAT = "netbuild-erasure-certificate/1";

    private CertificateJson() {}

    public static String of(ErasureCertificate certificate) {
        JsonArray places = places(certificate);
        JsonObjectBuilder versions = Json.createObjectBuilder();
        new TreeMap<>(certificate.versions()).forEach(versions::add);
        JsonArrayBuilder kept = Json.createArrayBuilder();
        certificate
                .kept()
                .forEach(some -> kept.add(Json.createObjectBuilder()
                        .add("place", some.place())
                        .add("rows", some.rows())
                        .add("reason", some.reason())));
        JsonArrayBuilder outOfReach = Json.createArrayBuilder();
        certificate.outOfReach().forEach(outOfReach::add);
        return Json.createObjectBuilder()
                .add("format", FORMAT)
                .add("id", certificate.id().toString())
                .add("tenant", certificate.tenant())
                .add("externalKey", certificate.externalKey())
                .add("requestedBy", certificate.requestedBy())
                .add("requestedAt", certificate.requestedAt().toString())
                .add("purgeAt", certificate.purgeAt().toString())
                .add("beganAt", certificate.beganAt().toString())
                .add("erasedAt", certificate.erasedAt().toString())
                .add("rowsBefore", certificate.rowsErased())
                .add("rowsAfter", 0)
                .add("places", places)
                .add("placesSha256", sha256(places.toString()))
                .add(
                        "elsewhere",
                        Json.createObjectBuilder()
                                .add("schemas", certificate.elsewhere().schemas())
                                .add("tables", certificate.elsewhere().tables())
                                .add("rows", certificate.elsewhere().rows()))
                .add("kept", kept)
                .add("outOfReach", outOfReach)
                .add("node", certificate.node())
                .add("versions", versions)
                .build()
                .toString();
    }

    private static JsonArray places(ErasureCertificate certificate) {
        JsonArrayBuilder places = Json.createArrayBuilder();
        for (ErasureCertificate.Place place : certificate.places()) {
            places.add(Json.createObjectBuilder()
                    .add("server", place.server())
                    .add("database", place.database())
                    .add("schema", place.schema())
                    .add("table", place.table())
                    .add("rowsBefore", place.rowsBefore())
                    .add("rowsAfter", place.rowsAfter())
                    .add("dropped", place.dropped()));
        }
        return places.build();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
