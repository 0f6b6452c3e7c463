/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.memory.MemoryConfiguration;
import dev.serai.connector.memory.MemoryConnectorFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorsFileTest {

    private static final String HEAD = "connectors:\n  - name: one\n    type: memory\n";
    private static final String HOST = "    connection: { host: h }\n";

    private final Map<String, String> environment = Map.of("HOST", "db.example", "PASSWORD", "s3cr3t", "PORT", "x");

    @Test
    void whatIsNotSaidHasItsDefault() {
        ConnectorDeclaration<?> declaration = read(HEAD + HOST).get(0);

        assertThat(declaration.configuration())
                .isEqualTo(new MemoryConfiguration(
                        new MemoryConfiguration.Connection("h", 5432, null, Map.of()),
                        new MemoryConfiguration.Options(
                                MemoryConfiguration.Mode.FAST,
                                true,
                                Duration.ofSeconds(30),
                                new ByteSize(10 << 20),
                                0.5,
                                List.of())));
        assertThat(declaration.settings())
                .isEqualTo(new ConnectorSettings(
                        "one",
                        "memory",
                        null,
                        null,
                        Duration.ofSeconds(300),
                        new RetrySettings(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0.5),
                        new CircuitBreakerSettings(null, 5, Duration.ofSeconds(60)),
                        new RateLimitSettings(null, Duration.ofSeconds(60), null, null, Duration.ofSeconds(30)),
                        new BulkheadSettings(null),
                        new CacheSettings(false, Duration.ofSeconds(300), 1000),
                        new ConnectSettings(false, Duration.ofSeconds(1), Duration.ofSeconds(60)),
                        new HealthSettings(true, Duration.ofSeconds(30), Duration.ofMinutes(5))));
        assertThat(declaration.location()).hasToString("connectors.yaml:2:5");
    }

    @Test
    void everyKindOfValueIsRead() {
        ConnectorDeclaration<?> declaration = read("""
                        connectors:
                          - name: one
                            type: memory
                            description: A memory.
                            connection:
                              host: ${HOST}
                              port: 15432
                              accessPassword: ${PASSWORD}
                              labels: { team: '${TEAM:orders}', nested: { a: [1, 2] } }
                            options:
                              mode: very-safe
                              careful: false
                              maxWait: 1h30m
                              limit: 512KB
                              share: 0.25
                              tags: [x, '${HOST}']
                            retry: { maxRetries: 0, delay: 250, jitter: 1 }
                            circuitBreaker: { enabled: true, failures: 2, recovery: 5s }
                        """).get(0);

        assertThat(declaration.configuration())
                .isEqualTo(new MemoryConfiguration(
                        new MemoryConfiguration.Connection(
                                "db.example",
                                15432,
                                "s3cr3t",
                                Map.of("team", "orders", "nested", Map.of("a", List.of("1", "2")))),
                        new MemoryConfiguration.Options(
                                MemoryConfiguration.Mode.VERY_SAFE,
                                false,
                                Duration.ofMinutes(90),
                                new ByteSize(512 << 10),
                                0.25,
                                List.of("x", "db.example"))));
        assertThat(declaration.settings().retry().delay()).isEqualTo(Duration.ofMillis(250));
        assertThat(declaration.settings().circuitBreaker())
                .isEqualTo(new CircuitBreakerSettings(true, 2, Duration.ofSeconds(5)));
    }

    @Test
    void everySpellingOfANameWorks() {
        MemoryConfiguration configuration =
                (MemoryConfiguration) read("""
                        connectors:
                          - Name: one
                            TYPE: Memory
                            Connection: { HOST: h, access_password: '${PASSWORD}' }
                            options: { max-wait: 2s }
                        """).get(0).configuration();

        assertThat(configuration.connection().accessPassword()).isEqualTo("s3cr3t");
        assertThat(configuration.options().maxWait()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aFileWithoutConnectorsDeclaresNone() {
        assertThat(read("")).isEmpty();
        assertThat(read("# nothing\n")).isEmpty();
        assertThat(read("connectors:\n")).isEmpty();
        assertThat(read("connectors: []\n")).isEmpty();
    }

    @Test
    void unknownOptionsAreNamedWithWhatWasLikelyMeant() {
        refuses(
                HEAD + "    conection: { host: h }\n" + "    connection: { hots: h }\n"
                        + "    options: { colour: red }\n",
                "connectors.yaml:4:5: Unknown option 'conection'. Did you mean 'connection'?",
                "connectors.yaml:5:19: Unknown option 'connection.hots'. Did you mean 'host'?",
                "connectors.yaml:5:17: The option 'connection.host' is missing. The host.",
                "connectors.yaml:6:16: Unknown option 'options.colour'. Known: careful, limit, maxWait, mode, share,"
                        + " tags.");
    }

    @Test
    void anOptionInTwoSpellingsIsRefused() {
        refuses(
                HEAD + HOST + "    options: { maxWait: 1s, max_wait: 2s }\n",
                "connectors.yaml:5:29: The option 'options.max_wait' stands twice, in two spellings.");
    }

    @Test
    void valuesOfTheWrongTypeAreNamed() {
        refuses(
                HEAD + "    connection: { host: [a], port: many, labels: x }\n"
                        + "    options: { mode: slow, careful: maybe, maxWait: soon, limit: big, share: half, tags: x }\n",
                "connectors.yaml:4:25: 'connection.host' must be a single value, but is a list.",
                "connectors.yaml:4:36: 'connection.port' has the value 'many'. Expected a whole number.",
                "connectors.yaml:4:50: 'connection.labels' must be a mapping, but is 'x'.",
                "connectors.yaml:5:22: 'options.mode' has the value 'slow'. Expected one of: fast, verySafe.",
                "connectors.yaml:5:37: 'options.careful' has the value 'maybe'. Expected true or false.",
                "connectors.yaml:5:53: 'options.maxWait' has the value 'soon'. Expected a duration such as 30s, 5m, 1h"
                        + " or 500ms.",
                "connectors.yaml:5:66: 'options.limit' has the value 'big'. Expected a size such as 10MB, 512KB or a"
                        + " number of bytes.",
                "connectors.yaml:5:78: 'options.share' has the value 'half'. Expected a number.",
                "connectors.yaml:5:90: 'options.tags' must be a list, but is 'x'.");
    }

    @Test
    void aValueInPlaceOfAMappingIsNamed() {
        refuses(HEAD + "    connection: db\n", "connectors.yaml:4:17: 'connection' must be a mapping, but is 'db'.");
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        refuses(
                HEAD + "    connection: { host: h, port: 70000 }\n"
                        + "    options: { maxWait: 0s, limit: 2GB }\n"
                        + "    retry: { maxRetries: 11 }\n",
                "connectors.yaml:6:26: 'retry.maxRetries' has the value '11'. Expected a value from 0 to 10.",
                "connectors.yaml:4:34: 'connection.port' has the value '70000'. Expected a value from 1 to 65535.",
                "connectors.yaml:5:25: 'options.maxWait' has the value '0s'. Expected a value at least 1ms.",
                "connectors.yaml:5:36: 'options.limit' has the value '2GB'. Expected a value at most 1GB.");
    }

    @Test
    void oddDurationsAreRefusedInPlainWords() {
        for (String odd : List.of("1.5", "5s5m", "99999999999999999999", "-1s")) {
            refuses(
                    HEAD + HOST + "    options: { maxWait: " + odd + " }\n",
                    "connectors.yaml:5:25: 'options.maxWait' has the value '" + odd
                            + "'. Expected a duration such as 30s, 5m, 1h or 500ms.");
        }
    }

    @Test
    void requiredOptionsAreMissedWhereTheyBelong() {
        refuses(HEAD, "connectors.yaml:2:5: The option 'connection.host' is missing. The host.");
        refuses(
                "connectors:\n  - type: memory\n" + HOST,
                "connectors.yaml:2:5: The option 'name' is missing. The name by which routes use the connector.");
        refuses("connectors:\n  - name: one\n", "connectors.yaml:2:5: The option 'type' is missing. Known: memory.");
    }

    @Test
    void rulesBetweenOptionsAreChecked() {
        refuses(
                HEAD + HOST + "    retry: { delay: 10s, maxDelay: 1s }\n",
                "connectors.yaml:5:12: 'retry.maxDelay' must not be shorter than 'retry.delay'.");
        refuses(
                HEAD + "    connection: { host: nowhere }\n",
                "connectors.yaml:4:17: 'connection.host' must not be 'nowhere'.");
        refuses(
                "connectors:\n  - name: a b\n    type: memory\n" + HOST,
                "connectors.yaml:2:5: 'name' is 'a b'. Expected 1 to 255 letters, digits, '.', '_' or '-', beginning"
                        + " with a letter or digit.");
    }

    @Test
    void aLiteralSecretIsRefusedAndNeverShown() {
        String refusal = "connectors.yaml:4:44: 'connection.accessPassword' is a secret and must not stand in the file."
                + " Write a reference without a default, such as ${ACCESS_PASSWORD}, or set serai.dev=true in"
                + " application.properties while developing.";
        for (String secret : List.of("hunter2", "'${PASSWORD:hunter2}'", "'x${PASSWORD}'", "'{{password:hunter2}}'")) {
            refuses(HEAD + "    connection: { host: h, accessPassword: " + secret + " }\n", refusal);
        }
        for (String reference : List.of("${PASSWORD}", "{{password}}", "{{env:PASSWORD}}", "{{hashicorp:db:pass}}")) {
            assertThat(read(HEAD + "    connection: { host: h, accessPassword: '" + reference + "' }\n"))
                    .hasSize(1);
        }
    }

    @Test
    void aLiteralSecretIsAcceptedWhileDeveloping() {
        assertThat(file(true).read("connectors.yaml", HEAD + "    connection: { host: h, accessPassword: x }\n"))
                .hasSize(1);
    }

    @Test
    void anUnsetVariableIsNamed() {
        refuses(
                HEAD + "    connection: { host: '${NOT_SET}', accessPassword: '${NOT_SET}', port: '${PORT}' }\n",
                "connectors.yaml:4:25: 'connection.host' has the value '${NOT_SET}'. The environment variable NOT_SET is"
                        + " not set. Set it, or give a default: ${NOT_SET:value}.",
                "connectors.yaml:4:75: 'connection.port' has the value '${PORT}'. Expected a whole number.",
                "connectors.yaml:4:55: 'connection.accessPassword': The environment variable NOT_SET is not set. Set it,"
                        + " or give a default: ${NOT_SET:value}.");
    }

    @Test
    void aNameIsDeclaredOnce() {
        refuses(
                HEAD + HOST + "  - name: one\n    type: memory\n" + HOST,
                "connectors.yaml:5:5: A connector named 'one' is already declared in line 2. Rename one of them.");
    }

    @Test
    void anUnknownTypeIsNamedWithWhatWasLikelyMeant() {
        refuses(
                "connectors:\n  - name: one\n    type: memry\n",
                "connectors.yaml:3:11: Unknown connector type 'memry'. Did you mean 'memory'?");
        refuses(
                "connectors:\n  - name: one\n    type: ldap\n",
                "connectors.yaml:3:11: Unknown connector type 'ldap'. Known: memory.");
    }

    @Test
    void whatIsNotAListOfMappingsIsRefused() {
        refuses("one: two\n", "connectors.yaml:1:1: Expected a list under the key 'connectors'.");
        refuses("text\n", "connectors.yaml:1:1: Expected a list under the key 'connectors'.");
        refuses("connectors: one\n", "connectors.yaml:1:13: 'connectors' must be a list, but is 'one'.");
        refuses(
                "connectors:\n  - one\n",
                "connectors.yaml:2:5: A connector must be a mapping with 'name' and 'type', but is 'one'.");
        refuses(
                "connectors: []\nother: 1\n",
                "connectors.yaml:2:1: Unknown key 'other'. The only key here is 'connectors'.");
    }

    @Test
    void whatIsNotYamlIsRefusedWithItsPlace() {
        refuses(
                "connectors:\n  - name: 'one\n",
                "connectors.yaml:3:1: This is not YAML: found unexpected end of stream.");
        refuses(
                "connectors:\n\t- name: one\n",
                "connectors.yaml:2:1: This is not YAML: found character '\\t(TAB)' that cannot start any token. (Do not"
                        + " use \\t(TAB) for indentation).");
        refuses(HEAD + "    name: two\n", "connectors.yaml:4:5: The key 'name' stands twice. Keep one of them.");
        refuses("connectors: &all\n  - labels: *all\n", "connectors.yaml:1:13: A value must not contain itself.");
    }

    @Test
    void aSecretInsideAnotherValueIsRefusedWhereverItStands() {
        String told = " holds a password or another secret, which must not stand in the file. Write a reference in its"
                + " place, such as ${PASSWORD}, or use the option that is meant for it.";
        refuses(
                HEAD + "    connection: { host: 'jdbc:db://h/d?user=u&password=hunter2' }\n",
                "connectors.yaml:4:25: 'connection.host'" + told);
        refuses(
                HEAD + "    connection: { host: 'https://user:hunter2@h' }\n",
                "connectors.yaml:4:25: 'connection.host'" + told);
        refuses(
                HEAD + "    connection: { host: h, labels: { a: '?token=hunter2' } }\n",
                "connectors.yaml:4:41: 'connection.labels.a'" + told);
        assertThat(read(HEAD + "    connection: { host: 'jdbc:db://h/d?password=${PASSWORD}' }\n"))
                .hasSize(1);
        assertThat(file(true).read("f", HEAD + "    connection: { host: '?password=hunter2' }\n"))
                .hasSize(1);
    }

    @Test
    void whatIsCommonToAllTypesIsCheckedWithItsPlace() {
        refuses(
                HEAD + HOST + "    timeout: 500ms\n    rateLimit: { requests: 5, perSecond: 2 }\n",
                "connectors.yaml:5:14: 'timeout' has the value '500ms'. Expected a value from 1s to 1h.",
                "connectors.yaml:6:16: 'rateLimit' has 'requests' and 'perSecond'. Give one of them: they say the same"
                        + " in two ways.");
        refuses(
                HEAD + HOST + "    rateLimit: { requests: 5, burst: 2 }\n",
                "connectors.yaml:5:16: 'rateLimit.burst' goes with 'rateLimit.perSecond', which is missing.");
        refuses(
                HEAD + HOST + "    health: { interval: 10m }\n    bulkhead: { maxConcurrent: 0 }\n",
                "connectors.yaml:5:13: 'health.maxInterval' must not be shorter than 'health.interval'.",
                "connectors.yaml:6:32: 'bulkhead.maxConcurrent' has the value '0'. Expected a value from 1 to 100000.");
    }

    @Test
    void aTypeThatNamesAKindOfSystemNeedsAProvider() {
        String custom = HEAD.replace("type: memory", "type: custom") + HOST;
        assertThat(read(custom + "    provider: memory\n")
                        .get(0)
                        .factory()
                        .metadata()
                        .type())
                .isEqualTo("memory");
        refuses(
                custom,
                "connectors.yaml:3:11: The type 'custom' needs a 'provider' that names the connector's own type. Known:"
                        + " memory.");
        refuses(
                custom + "    provider: memry\n",
                "connectors.yaml:5:15: Unknown connector type 'memry'. Did you mean 'memory'?");
    }

    @Test
    void anyNameOfATypeIsSuggested() {
        refuses(
                HEAD.replace("type: memory", "type: custm") + HOST,
                "connectors.yaml:3:11: Unknown connector type 'custm'. Did you mean 'custom'?");
    }

    @Test
    void theCacheIsOnWhereItIsSpokenOf() {
        assertThat(cache("")).isEqualTo(new CacheSettings(false, Duration.ofMinutes(5), 1000));
        assertThat(cache("    cache: { ttl: 5m }\n")).isEqualTo(new CacheSettings(true, Duration.ofMinutes(5), 1000));
        assertThat(cache("    cache: { enabled: false }\n").enabled()).isFalse();
    }

    private CacheSettings cache(String more) {
        return read(HEAD + HOST + more).get(0).settings().cache();
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThatThrownBy(() -> read(HEAD + "  - name: two\n    type: x\n"))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(
                        e -> assertThat(((ConfigurationException) e).problems()).hasSize(2));
    }

    private void refuses(String yaml, String... problems) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigurationException.class)
                .satisfies(e -> assertThat(e.getMessage().split("\n")).containsExactlyInAnyOrder(problems))
                .hasMessageNotContainingAny("hunter2", "s3cr3t");
    }

    private List<ConnectorDeclaration<?>> read(String yaml) {
        return file(false).read("connectors.yaml", yaml);
    }

    private ConnectorsFile file(boolean literalSecretsAllowed) {
        return new ConnectorsFile(
                Map.of("memory", new MemoryConnectorFactory()),
                new ConfigurationBinder(new References(environment::get, text -> text), literalSecretsAllowed));
    }
}
