package gradus.serve.models;

import gradus.data.DataType;
import java.nio.ByteBuffer;

/// The type of the elements of a tensor, by the names of the Open Inference Protocol and of TensorFlow.
public enum Datatype {
    /// True and false, a byte each.
    BOOL("DT_BOOL", 1),
    /// Bytes without a sign.
    UINT8("DT_UINT8", 1),
    /// Two bytes without a sign.
    UINT16("DT_UINT16", 2),
    /// Four bytes without a sign.
    UINT32("DT_UINT32", 4),
    /// Eight bytes without a sign.
    UINT64("DT_UINT64", 8),
    /// Bytes.
    INT8("DT_INT8", 1),
    /// Two bytes.
    INT16("DT_INT16", 2),
    /// Four bytes.
    INT32("DT_INT32", 4),
    /// Eight bytes.
    INT64("DT_INT64", 8),
    /// Half precision.
    FP16("DT_HALF", 2),
    /// Single precision.
    FP32("DT_FLOAT", 4),
    /// Double precision.
    FP64("DT_DOUBLE", 8),
    /// Texts.
    BYTES("DT_STRING", 0);

    private final String tensorFlow;
    private final int bytes;

    Datatype(String tensorFlow, int bytes) {
        this.tensorFlow = tensorFlow;
        this.bytes = bytes;
    }

    /// {@return TensorFlow's name}
    public String tensorFlow() {
        return tensorFlow;
    }

    /// {@return the bytes of an element in binary data; 0 if they differ}
    public int bytes() {
        return bytes;
    }

    /// {@return whether elements are whole numbers}
    public boolean isWhole() {
        return this != FP16 && this != FP32 && this != FP64 && this != BYTES;
    }

    /// The type that an input of a model takes.
    static Datatype of(DataType type) {
        return switch (type) {
            case FLOAT32 -> FP32;
            case STRING -> BYTES;
            default -> valueOf(type.name());
        };
    }

    /// Reads the next element of binary data.
    ///
    /// @param data little-endian
    /// @return the number
    public double read(ByteBuffer data) {
        return switch (this) {
            case BOOL -> data.get() == 0 ? 0 : 1;
            case UINT8 -> data.get() & 0xFF;
            case INT8 -> data.get();
            case UINT16 -> data.getShort() & 0xFFFF;
            case INT16 -> data.getShort();
            case FP16 -> Float.float16ToFloat(data.getShort());
            case UINT32 -> data.getInt() & 0xFFFF_FFFFL;
            case INT32 -> data.getInt();
            case FP32 -> data.getFloat();
            case INT64 -> data.getLong();
            case UINT64 -> unsigned(data.getLong());
            case FP64 -> data.getDouble();
            case BYTES -> throw new IllegalStateException("texts are not numbers");
        };
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : (bits >>> 1) * 2.0 + (bits & 1);
    }
}
