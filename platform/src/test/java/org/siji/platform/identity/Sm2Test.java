package org.siji.platform.identity;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;

import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class Sm2Test {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    /** GB/T 32918.5-2017, A.2: private key, public key, random number and signature of "message digest" on sm2p256v1. */
    private static final byte[] D = HEX
            .parseHex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8");
    private static final String POINT = "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
            + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
    private static final String K = "59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21";
    private static final String R = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3";
    private static final String S = "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";
    private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.US_ASCII);

    /** Says the standard's random number. */
    private static final class Told extends SecureRandom {

        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            byte[] k = HEX.parseHex(K);
            System.arraycopy(k, 0, bytes, 0, bytes.length);
        }
    }

    @Test
    void theStandardsExampleComesOutDigitByDigit() {
        assertThat(HEX.formatHex(Sm2.publicKeyOf(D))).isEqualTo(POINT);
        byte[] signature = Sm2.sign(D, MESSAGE, new Told());
        ASN1Sequence pair = ASN1Sequence.getInstance(signature);
        assertThat(((ASN1Integer) pair.getObjectAt(0)).getPositiveValue()).isEqualTo(new BigInteger(R, 16));
        assertThat(((ASN1Integer) pair.getObjectAt(1)).getPositiveValue()).isEqualTo(new BigInteger(S, 16));
        assertThat(Sm2.verify(HEX.parseHex(POINT), MESSAGE, signature)).isTrue();
    }

    @Test
    void anyChangedBitOfTextKeyOrSignatureIsFound() {
        SecureRandom random = new SecureRandom();
        byte[] secret = Sm2.newPrivateKey(random);
        byte[] point = Sm2.publicKeyOf(secret);
        byte[] text = "农业生产社会化服务合同".getBytes(StandardCharsets.UTF_8);
        byte[] signature = Sm2.sign(secret, text, random);
        assertThat(Sm2.verify(point, text, signature)).isTrue();
        for (int i = 0; i < text.length * 8; i++) {
            assertThat(Sm2.verify(point, flipped(text, i), signature)).as("bit %d of the text", i).isFalse();
        }
        for (int i = 0; i < signature.length * 8; i++) {
            assertThat(Sm2.verify(point, text, flipped(signature, i))).as("bit %d of the signature", i).isFalse();
        }
        assertThat(Sm2.verify(Sm2.publicKeyOf(Sm2.newPrivateKey(random)), text, signature)).isFalse();
        assertThat(Sm2.verify(flipped(point, 9), text, signature)).as("no point of the curve").isFalse();
        assertThat(Sm2.verify(point, text, new byte[0])).isFalse();
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] other = bytes.clone();
        other[bit / 8] ^= (byte) (1 << (bit % 8));
        return other;
    }

    @Test
    void aSignatureFromOutsideOfTheKeysTimeDoesNotCount() {
        SecureRandom random = new SecureRandom();
        byte[] secret = Sm2.newPrivateKey(random);
        OffsetDateTime from = OffsetDateTime.of(2026, 7, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        byte[] point = Sm2.publicKeyOf(secret);
        SigningKeys.PublicKey key = new SigningKeys.PublicKey(UUID.randomUUID(), point, Sm2.fingerprint(point), from,
                from.plusDays(10));
        byte[] signature = Sm2.sign(secret, MESSAGE, random);
        assertThat(key.hasSigned(MESSAGE, signature, from.plusDays(10))).isTrue();
        assertThat(key.hasSigned(MESSAGE, signature, from.minusSeconds(1))).isFalse();
        assertThat(key.hasSigned(MESSAGE, signature, from.plusDays(11))).isFalse();
    }

    @Test
    void onlyThePasswordOpensTheSeal() {
        byte[] secret = Sm2.newPrivateKey(new SecureRandom());
        PasswordSeal seal = PasswordSeal.close(secret, "青山绿水-7788", new SecureRandom());
        assertThat(seal.open("青山绿水-7788")).isEqualTo(secret);
        assertThatThrownBy(() -> seal.open("青山绿水-7789")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new PasswordSeal(seal.salt(), seal.iterations(), flipped(seal.content(), 200))
                .open("青山绿水-7788")).isInstanceOf(IllegalStateException.class);
        assertThat(HEX.formatHex(seal.content())).doesNotContain(HEX.formatHex(secret));
    }
}
