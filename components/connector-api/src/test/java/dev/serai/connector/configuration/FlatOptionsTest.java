/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.memory.MemoryConfiguration;
import dev.serai.connector.memory.MemoryConnectorFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class FlatOptionsTest {

    private static final MemoryConnectorFactory FACTORY = new MemoryConnectorFactory();

    @Test
    void anOptionIsNamedByItsPathOrByItsLastPart() {
        assertThat(read(Map.of("connection.port", 7)).connection().port()).isEqualTo(7);
        assertThat(read(Map.of("port", "7")).connection().port()).isEqualTo(7);
        assertThat(read(Map.of("options.max-wait", "2s")).options().maxWait()).hasSeconds(2);
    }

    @Test
    void aListIsGivenAsSuchOrWithCommasOrItemByItem() {
        List<String> wanted = List.of("a", "b");

        assertThat(read(Map.of("tags", wanted)).options().tags()).isEqualTo(wanted);
        assertThat(read(Map.of("tags", "a, b")).options().tags()).isEqualTo(wanted);
        assertThat(read(Map.of("OPTIONS.Tags", "a,b")).options().tags()).isEqualTo(wanted);
        assertThat(read(Map.of("options.tags[1]", "b", "options.tags[0]", "a"))
                        .options()
                        .tags())
                .isEqualTo(wanted);
    }

    @Test
    void anItemOfAListGivenAsSuchMayHoldACommaAndNeedNotBeText() {
        assertThat(read(Map.of("tags", List.of("a,b", 3))).options().tags()).containsExactly("a,b", "3");
    }

    @Test
    void aMapIsGivenAsSuchOrEntryByEntry() {
        Map<String, Object> wanted = Map.of("a", "1", "b", "2");

        assertThat(read(Map.of("labels", Map.of("a", 1, "b", 2))).connection().labels())
                .isEqualTo(wanted);
        assertThat(read(Map.of("connection.labels.a", 1, "connection.labels.b", 2))
                        .connection()
                        .labels())
                .isEqualTo(wanted);
    }

    @Test
    void aMisspeltOptionSaysWhichWasMeant() {
        assertThatThrownBy(() -> read(Map.of("prot", 7)))
                .hasMessageContaining("There is no option 'prot'. Did you mean 'port'?");
        assertThatThrownBy(() -> read(Map.of("connection.prot", 7)))
                .hasMessageContaining("Unknown option 'connection.prot'. Did you mean 'port'?");
    }

    private static MemoryConfiguration read(Map<String, Object> options) {
        Map<String, Object> complete = new TreeMap<>(options);
        complete.put("connection.host", "h");
        return (MemoryConfiguration) DeclarationLoader.ofProgram(new DefaultCamelContext(), Map.of("memory", FACTORY))
                .fromOptions("test", FACTORY, "store", complete)
                .configuration();
    }
}
