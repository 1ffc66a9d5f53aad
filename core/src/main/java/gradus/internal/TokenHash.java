package gradus.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Hash functions of tokens, whose values are part of file formats: those of Keras's `Hashing`, `HashedCrossing` and
/// lookup layers. Those of bytes and digits allocate nothing.
///
/// [FarmHash](https://github.com/google/farmhash), `Fingerprint64`;
/// [SipHash-2-4](https://www.131002.net/siphash/siphash.pdf)
public final class TokenHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long K0 = 0xc3a5c85c97cb3127L;
    private static final long K1 = 0xb492b66fbe98f273L;
    private static final long K2 = 0x9ae16a3b2f90404fL;
    private static final long CAT = 0xc6a4a7935bd1e995L;

    /// Room for the digits of a number.
    private static final ThreadLocal<byte[]> DIGITS = ThreadLocal.withInitial(() -> new byte[20]);

    private TokenHash() {}

    /// Returns the hash of a number's decimal digits.
    ///
    /// @param value the number
    /// @param key the two halves of a SipHash key, or null for FarmHash
    /// @return the hash, an unsigned number
    public static long ofDigits(long value, long @Nullable [] key) {
        byte[] digits = DIGITS.get();
        int length = 0;
        for (long rest = value; rest != 0 || length == 0; rest /= 10) {
            digits[length++] = (byte) ('0' + Math.abs(rest % 10));
        }
        if (value < 0) {
            digits[length++] = '-';
        }
        for (int i = 0; i < length / 2; i++) {
            byte swapped = digits[i];
            digits[i] = digits[length - 1 - i];
            digits[length - 1 - i] = swapped;
        }
        return of(digits, length, key);
    }

    /// Returns the hash of a text in UTF-8.
    ///
    /// @param text the text
    /// @param key the two halves of a SipHash key, or null for FarmHash
    /// @return the hash, an unsigned number
    public static long ofText(String text, long @Nullable [] key) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, bytes.length, key);
    }

    private static long of(byte[] bytes, int length, long @Nullable [] key) {
        return key == null ? farm(bytes, length) : sip(bytes, length, key[0], key[1]);
    }

    /// Returns the FarmHash fingerprint of bytes.
    ///
    /// @param s the bytes
    /// @param length the number of bytes, from the first
    /// @return the fingerprint, an unsigned number
    public static long farm(byte[] s, int length) {
        if (length <= 16) {
            return to16(s, length);
        } else if (length <= 32) {
            return to32(s, length);
        } else if (length <= 64) {
            return to64(s, length);
        }
        return above64(s, length);
    }

    /// Returns the fingerprint of two fingerprints in order.
    ///
    /// @param first the first
    /// @param second the second
    /// @return their fingerprint
    public static long concatenate(long first, long second) {
        long result = first ^ CAT;
        result ^= shiftMix(second * CAT) * CAT;
        result *= CAT;
        result = shiftMix(result) * CAT;
        return shiftMix(result);
    }

    private static long to16(byte[] s, int length) {
        long mul = K2 + length * 2L;
        if (length >= 8) {
            long a = word(s, 0) + K2;
            long b = word(s, length - 8);
            long c = Long.rotateRight(b, 37) * mul + a;
            long d = (Long.rotateRight(a, 25) + b) * mul;
            return mix(c, d, mul);
        } else if (length >= 4) {
            return mix(length + (half(s, 0) << 3), half(s, length - 4), mul);
        } else if (length > 0) {
            long y = (s[0] & 0xffL) + ((s[length >> 1] & 0xffL) << 8);
            long z = length + ((s[length - 1] & 0xffL) << 2);
            return shiftMix(y * K2 ^ z * K0) * K2;
        }
        return K2;
    }

    private static long to32(byte[] s, int length) {
        long mul = K2 + length * 2L;
        long a = word(s, 0) * K1;
        long b = word(s, 8);
        long c = word(s, length - 8) * mul;
        long d = word(s, length - 16) * K2;
        return mix(
                Long.rotateRight(a + b, 43) + Long.rotateRight(c, 30) + d, a + Long.rotateRight(b + K2, 18) + c, mul);
    }

    private static long to64(byte[] s, int length) {
        long mul = K2 + length * 2L;
        long a = word(s, 0) * K2;
        long b = word(s, 8);
        long c = word(s, length - 8) * mul;
        long d = word(s, length - 16) * K2;
        long y = Long.rotateRight(a + b, 43) + Long.rotateRight(c, 30) + d;
        long z = mix(y, a + Long.rotateRight(b + K2, 18) + c, mul);
        long e = word(s, 16) * mul;
        long f = word(s, 24);
        long g = (y + word(s, length - 32)) * mul;
        long h = (z + word(s, length - 24)) * mul;
        return mix(Long.rotateRight(e + f, 43) + Long.rotateRight(g, 30) + h, e + Long.rotateRight(f + a, 18) + g, mul);
    }

    /// Blocks of 64 bytes, the last of which overlaps the one before it.
    @SuppressWarnings("ConstantOverflow") // arithmetic modulo 2⁶⁴
    private static long above64(byte[] s, int length) {
        long x = 81 * K2 + word(s, 0);
        long y = 81 * K1 + 113;
        long z = shiftMix(y * K2 + 113) * K2;
        long v1 = 0;
        long v2 = 0;
        long w1 = 0;
        long w2 = 0;
        int end = (length - 1) / 64 * 64;
        for (int at = 0; at <= end; at += 64) {
            boolean last = at == end;
            int from = last ? length - 64 : at;
            long mul = last ? K1 + ((z & 0xff) << 1) : K1;
            long times = last ? 9 : 1;
            if (last) {
                w1 += (length - 1) & 63;
                v1 += w1;
                w1 += v1;
            }
            x = Long.rotateRight(x + y + v1 + word(s, from + 8), 37) * mul;
            y = Long.rotateRight(y + v2 + word(s, from + 48), 42) * mul;
            x ^= w2 * times;
            y += v1 * times + word(s, from + 40);
            z = Long.rotateRight(z + w1, 33) * mul;
            long a = v2 * mul;
            long b = x + w1;
            v1 = weakFirst(s, from, a);
            v2 = weakSecond(s, from, a, b);
            a = z + w2;
            b = y + word(s, from + 16);
            w1 = weakFirst(s, from + 32, a);
            w2 = weakSecond(s, from + 32, a, b);
            long swapped = z;
            z = x;
            x = swapped;
            if (last) {
                return mix(mix(v1, w1, mul) + shiftMix(y) * K0 + z, mix(v2, w2, mul) + x, mul);
            }
        }
        throw new IllegalStateException("there is a last block");
    }

    private static long weakFirst(byte[] s, int at, long a) {
        return a + word(s, at) + word(s, at + 8) + word(s, at + 16) + word(s, at + 24);
    }

    private static long weakSecond(byte[] s, int at, long a, long b) {
        long first = a + word(s, at);
        long second = Long.rotateRight(b + first + word(s, at + 24), 21);
        return second + first + Long.rotateRight(first + word(s, at + 8) + word(s, at + 16), 44);
    }

    private static long mix(long u, long v, long mul) {
        long a = (u ^ v) * mul;
        a ^= a >>> 47;
        long b = (v ^ a) * mul;
        b ^= b >>> 47;
        return b * mul;
    }

    private static long shiftMix(long value) {
        return value ^ value >>> 47;
    }

    /// Returns the SipHash-2-4 of bytes.
    ///
    /// @param s the bytes
    /// @param length the number of bytes, from the first
    /// @param key0 the first half of the key
    /// @param key1 the second half of the key
    /// @return the hash, an unsigned number
    public static long sip(byte[] s, int length, long key0, long key1) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        int words = length / 8;
        // The words, one more with the rest and the length, and a last step; two rounds each, then four.
        for (int word = 0; word <= words + 1; word++) {
            boolean finish = word == words + 1;
            long m = finish ? 0 : word < words ? word(s, 8 * word) : rest(s, length);
            v3 ^= m;
            v2 ^= finish ? 0xff : 0;
            for (int round = 0; round < (finish ? 4 : 2); round++) {
                v0 += v1;
                v2 += v3;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v1;
                v0 += v3;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= m;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static long rest(byte[] s, int length) {
        long rest = (long) length << 56;
        for (int i = length / 8 * 8; i < length; i++) {
            rest |= (s[i] & 0xffL) << (8 * (i & 7));
        }
        return rest;
    }

    private static long word(byte[] s, int at) {
        return (long) LONG.get(s, at);
    }

    private static long half(byte[] s, int at) {
        return (int) INT.get(s, at) & 0xffffffffL;
    }
}
