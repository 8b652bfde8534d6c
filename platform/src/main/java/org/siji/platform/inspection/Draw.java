package org.siji.platform.inspection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The drawing, as anybody can do it again (docs/decisions/007-inspection-samples.md): the numbers in their published order are shuffled
 * by Fisher and Yates as far as is needed, with numbers below 2^48 out of HMAC-SHA-256(seed, counter); those that would make some of
 * the candidates likelier than others are thrown away.
 */
final class Draw {

    static final String ALGORITHM = "siji-draw-1";
    private static final int BYTES = 6;
    private static final long RANGE = 1L << (8 * BYTES);

    private Draw() {}

    /** Over the numbers, one a line, each line ended: what is frozen when the plan is published. */
    static String listSha256(List<String> numbers) {
        StringBuilder text = new StringBuilder();
        numbers.forEach(number -> text.append(number).append('\n'));
        return HexFormat.of().formatHex(sha256(text.toString()));
    }

    /** What is published of a secret before it may be known. */
    static String commitmentTo(byte[] secret) {
        return HexFormat.of().formatHex(sha256(secret));
    }

    /** @param publicValue result of the event that the plan named; empty when it named none */
    static byte[] seed(String listSha256, byte[] secret, String publicValue) {
        return sha256(String.join("\n", ALGORITHM, listSha256, HexFormat.of().formatHex(secret), publicValue, ""));
    }

    /** @return as many of the numbers as asked for, in the order in which they were drawn */
    static List<String> draw(List<String> numbers, int size, byte[] seed) {
        List<String> shuffled = new ArrayList<>(numbers);
        long counter = 0;
        for (int i = 0; i < size; i++) {
            int left = shuffled.size() - i;
            long fair = RANGE / left * left;
            long random = random(seed, counter++);
            while (random >= fair) {
                random = random(seed, counter++);
            }
            Collections.swap(shuffled, i, i + (int) (random % left));
        }
        return List.copyOf(shuffled.subList(0, size));
    }

    private static long random(byte[] seed, long counter) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(seed, "HmacSHA256"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(counter).array());
            return ByteBuffer.wrap(hash).getLong() >>> (Long.SIZE - 8 * BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
