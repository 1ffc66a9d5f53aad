package gradus.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MessageTest {
    /// The examples of the encoding's own guide.
    @Test
    void fields_areEncodedAsInTheGuide() throws IOException {
        assertThat(hex(new Message().number(1, 150))).isEqualTo("089601");
        assertThat(hex(new Message().text(2, "testing"))).isEqualTo("120774657374696e67");
        assertThat(hex(new Message().message(3, new Message().number(1, 150)))).isEqualTo("1a03089601");
    }

    @Test
    void numbers_takeAsManyBytesAsTheyNeed() throws IOException {
        assertThat(hex(new Message().number(1, 0))).isEqualTo("0800");
        assertThat(hex(new Message().number(1, 127))).isEqualTo("087f");
        assertThat(hex(new Message().number(1, 128))).isEqualTo("088001");
        assertThat(hex(new Message().number(20, 1))).isEqualTo("a00101");
        assertThat(hex(new Message().number(1, -1))).isEqualTo("08ffffffffffffffffff01");
    }

    @Test
    void floats_areLittleEndian() throws IOException {
        assertThat(hex(new Message().real(2, 1))).isEqualTo("150000803f");
        assertThat(hex(new Message().floats(9, new float[] {0, 1, -2, 0}, 1, 3)))
                .isEqualTo("4a080000803f000000c0");
    }

    @Test
    void theSize_isKnownBeforeAnythingIsWritten() throws IOException {
        float[] values = new float[20_000];
        Message inner = new Message().floats(9, values, 0, values.length).text(8, "weights");
        Message message = new Message().message(5, inner).append(new Message().number(1, 300));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        assertThat(message.size()).isEqualTo(out.size()).isGreaterThan(80_000);
    }

    private static String hex(Message message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        assertThat(message.size()).isEqualTo(out.size());
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
