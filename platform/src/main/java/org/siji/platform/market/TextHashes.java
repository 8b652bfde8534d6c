package org.siji.platform.market;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.bouncycastle.crypto.digests.SM3Digest;

/** Fingerprints of a text's UTF-8 bytes, lower-case hex: everybody can compute them again with his own tools. */
final class TextHashes {

    private TextHashes() {}

    static String sha256(String text) {
        return ContractText.sha256(text);
    }

    /** GB/T 32905-2016. */
    static String sm3(String text) {
        SM3Digest digest = new SM3Digest();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(bytes, 0, bytes.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return HexFormat.of().formatHex(hash);
    }
}
