package org.siji.platform.identity;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * SM2 with SM3 (GB/T 32918.2-2016) on the recommended curve sm2p256v1 (GB/T 32918.5-2017), with the default identity of GM/T 0009-2012.
 * A public key is its point, uncompressed, 65 bytes; a private key its number, 32 bytes; a signature the DER of (r, s): other tools
 * check it as they are.
 */
final class Sm2 {

    private static final int NUMBER_BYTES = 32;
    private static final byte[] IDENTITY = "1234567812345678".getBytes(StandardCharsets.US_ASCII);
    private static final ECDomainParameters CURVE = curve();

    private Sm2() {}

    private static ECDomainParameters curve() {
        X9ECParameters named = GMNamedCurves.getByName("sm2p256v1");
        return new ECDomainParameters(named.getCurve(), named.getG(), named.getN(), named.getH());
    }

    static byte[] newPrivateKey(SecureRandom random) {
        // From 1 to n - 2, as the standard asks for.
        BigInteger number = BigIntegers.createRandomInRange(BigInteger.ONE, CURVE.getN().subtract(BigInteger.TWO),
                random);
        return BigIntegers.asUnsignedByteArray(NUMBER_BYTES, number);
    }

    static byte[] publicKeyOf(byte[] privateKey) {
        return new FixedPointCombMultiplier().multiply(CURVE.getG(), new BigInteger(1, privateKey)).normalize()
                .getEncoded(false);
    }

    static byte[] sign(byte[] privateKey, byte[] message, SecureRandom random) {
        SM2Signer signer = new SM2Signer();
        signer.init(true, new ParametersWithID(new ParametersWithRandom(
                new ECPrivateKeyParameters(new BigInteger(1, privateKey), CURVE), random), IDENTITY));
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    /** False for whatever is no signature of this message, and for what is no key. */
    static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        ECPoint point;
        try {
            point = CURVE.getCurve().decodePoint(publicKey);
        } catch (IllegalArgumentException e) {
            return false;
        }
        SM2Signer signer = new SM2Signer();
        signer.init(false, new ParametersWithID(new ECPublicKeyParameters(point, CURVE), IDENTITY));
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }

    /** SM3 of the public key in lower-case hex: what people compare. */
    static String fingerprint(byte[] publicKey) {
        SM3Digest digest = new SM3Digest();
        digest.update(publicKey, 0, publicKey.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return HexFormat.of().formatHex(hash);
    }
}
