package org.siji.platform.identity;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A secret that only a password opens: {@code nonce(12) | SM4-GCM(secret) with a 16-byte tag} under a key out of the password by PBKDF2
 * with HMAC-SM3 (GM/T 0091-2020).
 *
 * @param iterations kept with each secret, so that later ones may take more
 */
record PasswordSeal(byte[] salt, int iterations, byte[] content) {

    /** About as long to try as the login's own hash: a guess costs the same on both. */
    private static final int ITERATIONS = 100_000;
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 128;
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    static PasswordSeal close(byte[] secret, String password, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] body = cipher(Cipher.ENCRYPT_MODE, password, salt, ITERATIONS, nonce).doFinal(secret);
            return new PasswordSeal(salt, ITERATIONS,
                    ByteBuffer.allocate(NONCE_BYTES + body.length).put(nonce).put(body).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalStateException if the password is another one, or the content was changed */
    byte[] open(String password) {
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(content, 0, nonce, 0, NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, password, salt, iterations, nonce).doFinal(content, NONCE_BYTES,
                    content.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the password does not open this key", e);
        }
    }

    private static Cipher cipher(int mode, String password, byte[] salt, int iterations, byte[] nonce)
            throws GeneralSecurityException {
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SM3Digest());
        generator.init(PBEParametersGenerator.PKCS5PasswordToUTF8Bytes(password.toCharArray()), salt, iterations);
        byte[] key = ((KeyParameter) generator.generateDerivedMacParameters(KEY_BITS)).getKey();
        Cipher cipher = Cipher.getInstance("SM4/GCM/NoPadding", PROVIDER);
        cipher.init(mode, new SecretKeySpec(key, "SM4"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
