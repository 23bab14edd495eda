package io.netbuild.tenant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** Tells equal requests from different ones, also after a restart. */
final class RequestHash {

    private RequestHash() {}

    /** The SHA-256 of all fields, in hex; maps in the order of their keys. */
    static String of(NewTenant wish) {
        String text = String.join(
                "\n",
                wish.id().value(),
                wish.name(),
                wish.organisation(),
                wish.emailDomain(),
                wish.tier().name(),
                wish.isolation().name(),
                wish.server(),
                new TreeMap<>(wish.limits()).toString(),
                new TreeMap<>(wish.labels()).toString());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
