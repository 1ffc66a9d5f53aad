package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameListTest {
    @Test
    void commas_separateNames() {
        assertThat(NameList.split(" town , rooms,,x=\\N")).containsExactly("town", "rooms", "x=\\N");
        assertThat(NameList.split("")).isEmpty();
    }

    @Test
    void commasInNames_areQuotedOrEscaped() {
        assertThat(NameList.split("\"a,b\",c")).containsExactly("a,b", "c");
        assertThat(NameList.split("\"a,b\"=0,c=1")).containsExactly("a,b=0", "c=1");
        assertThat(NameList.split("a\\,b=0,c")).containsExactly("a,b=0", "c");
        assertThat(NameList.split("5\" pipe,\"open")).containsExactly("5\" pipe", "\"open");
    }

    @Test
    void item_isReadAgain() {
        for (String name : List.of("town", "a,b", "\"a\"", "\"", "5\" pipe, old", "x=\\N")) {
            assertThat(NameList.split(NameList.item(name) + ",z")).containsExactly(name, "z");
        }
    }
}
