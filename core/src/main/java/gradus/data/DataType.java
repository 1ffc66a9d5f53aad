package gradus.data;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The type of an input's values, by Keras's names. It says what values are valid; networks hold all numbers as
/// float32. Text never enters a network: a layer that reads it, such as `StringLookup`, encodes each row before.
public enum DataType {
    /// Any numbers.
    FLOAT32(null),
    /// 0 for false or 1 for true.
    BOOL(Integers.indices(2)),
    /// Integers from -128 to 127.
    INT8(new Integers(Byte.MIN_VALUE, Byte.MAX_VALUE)),
    /// Integers from 0 to 255.
    UINT8(Integers.indices(256)),
    /// Integers from -32,768 to 32,767.
    INT16(new Integers(Short.MIN_VALUE, Short.MAX_VALUE)),
    /// Integers from 0 to 65,535.
    UINT16(Integers.indices(65_536)),
    /// Integers within ±16,777,215, see [Integers].
    INT32(Integers.ALL),
    /// Integers from 0 to 16,777,215, see [Integers].
    UINT32(new Integers(0, Integers.LARGEST)),
    /// Integers within ±16,777,215, see [Integers].
    INT64(Integers.ALL),
    /// Integers from 0 to 16,777,215, see [Integers].
    UINT64(new Integers(0, Integers.LARGEST)),
    /// Text, given as [TextRows].
    STRING(null);

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
    private final @Nullable Integers integers;

    DataType(@Nullable Integers integers) {
        this.integers = integers;
    }

    /// {@return the integers that a value must come from; null if it may be any number}
    public @Nullable Integers integers() {
        return integers;
    }

    /// {@return Keras's name, such as `int32`}
    public String kerasName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Returns the type with one of Keras's names.
    ///
    /// @param name the name, such as `int32`
    /// @return the type, or null if there is none of that name
    public static @Nullable DataType of(String name) {
        for (DataType type : values()) {
            if (type.kerasName().equals(name)) {
                return type;
            }
        }
        return null;
    }
}
