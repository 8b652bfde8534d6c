package org.siji.platform.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Encrypts and finds names, ID numbers, phones and raw imports. Ciphertext is {@code version(1) | nonce(12) | SM4-GCM(text) with a
 * 16-byte tag} (GB/T 32907-2016, GB/T 17964-2021); the search key is HMAC-SM3 (GB/T 32905-2016) over the normalised text, so equal
 * names have equal keys but a key can't be turned back without the secret.
 */
@Component
public class PersonalData {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private final SecretKeySpec encryptionKey;
    private final SecretKeySpec searchKey;
    private final SecureRandom random = new SecureRandom();

    PersonalData(PrivacyKey key) {
        encryptionKey = new SecretKeySpec(Arrays.copyOf(derive(key, "siji/sm4"), 16), "SM4");
        searchKey = new SecretKeySpec(derive(key, "siji/hmac-sm3"), "HMACSM3");
    }

    private static byte[] derive(PrivacyKey key, String purpose) {
        return hmac(new SecretKeySpec(key.bytes(), "HMACSM3"), purpose.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] encrypt(String text) {
        return encrypt(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte @Nullable [] encryptNullable(@Nullable String text) {
        return text == null || text.isBlank() ? null : encrypt(text);
    }

    public byte[] encrypt(byte[] plain) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            Cipher cipher = Cipher.getInstance("SM4/GCM/NoPadding", PROVIDER);
            cipher.init(Cipher.ENCRYPT_MODE, encryptionKey, new GCMParameterSpec(TAG_BITS, nonce));
            byte[] body = cipher.doFinal(plain);
            return ByteBuffer.allocate(1 + NONCE_BYTES + body.length).put(VERSION).put(nonce).put(body).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String decrypt(byte[] encrypted) {
        return new String(decryptBytes(encrypted), StandardCharsets.UTF_8);
    }

    public @Nullable String decryptNullable(byte @Nullable [] encrypted) {
        return encrypted == null ? null : decrypt(encrypted);
    }

    /** @throws IllegalStateException if the key is not the one it was encrypted with, or the data was changed */
    public byte[] decryptBytes(byte[] encrypted) {
        try {
            if (encrypted.length < 1 + NONCE_BYTES || encrypted[0] != VERSION) {
                throw new IllegalStateException("not encrypted by this platform");
            }
            Cipher cipher = Cipher.getInstance("SM4/GCM/NoPadding", PROVIDER);
            cipher.init(Cipher.DECRYPT_MODE, encryptionKey,
                    new GCMParameterSpec(TAG_BITS, encrypted, 1, NONCE_BYTES));
            return cipher.doFinal(encrypted, 1 + NONCE_BYTES, encrypted.length - 1 - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the personal data key does not fit this data", e);
        }
    }

    /** Key for equality search. Spaces, letter case and full-width forms make no difference. */
    public byte[] searchKey(String text) {
        String normalised = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\s", "")
                .toUpperCase(Locale.ROOT);
        return hmac(searchKey, normalised.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(SecretKeySpec key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HMACSM3", PROVIDER);
            mac.init(key);
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
