/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.connector.configuration.ConfigurationException;
import dev.serai.connector.configuration.ConfigurationProblem;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.configuration.ScalarConverter;
import dev.serai.connector.configuration.SourceLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options are checked, have defaults, and what is wrong is said with its place. */
interface ConfigurationChecks extends Checks {

    @Test
    default void everyDefaultIsApplied() {
        Record configuration = run().declaration(Map.of()).configuration();

        for (OptionPath option : notGiven()) {
            assertThat(option.in(configuration)).as(option.path()).isEqualTo(standard(option));
        }
    }

    @Test
    default void everyOptionMayBeWrittenOutWithItsDefault() {
        Map<String, String> written = new LinkedHashMap<>();
        for (OptionPath option : notGiven()) {
            if (standard(option) != null) {
                written.put(option.path(), standardText(option));
            }
        }

        assertThat(run().declaration(written).configuration())
                .isEqualTo(run().declaration(Map.of()).configuration());
    }

    @Test
    default void aMisspeltOptionIsRefusedWithItsPlaceAndASuggestion() {
        for (OptionPath option : options()) {
            String misspelt = option.path() + "x";
            DeclarationText text = text(Map.of(misspelt, "1"));
            String name = option.path().substring(option.path().lastIndexOf('.') + 1);

            assertThat(problems(text)).as(misspelt).anySatisfy(problem -> {
                assertThat(problem.location()).isEqualTo(text.keys().get(misspelt));
                assertThat(problem.message()).contains("Did you mean '" + name + "'?");
            });
        }
    }

    @Test
    default void everyAmountHasARangeAndWhatLiesOutsideIsRefusedWithItsPlace() {
        for (OptionPath option : amounts()) {
            assertThat(option.option().min()).as("the least " + option.path()).isNotEmpty();
            assertThat(option.option().max()).as("the most " + option.path()).isNotEmpty();
            for (String outside : List.of(Amounts.below(option), Amounts.above(option))) {
                DeclarationText text = text(given(option, outside));
                SourceLocation place = text.values().get(option.path());

                assertThat(problems(text))
                        .as(option.path() + " = " + outside)
                        .anySatisfy(problem -> assertThat(problem.location()).isEqualTo(place));
            }
        }
    }

    @Test
    default void bothEndsOfEveryRangeAreAccepted() {
        for (OptionPath option : amounts()) {
            for (String end : List.of(option.option().min(), option.option().max())) {
                if (!end.isEmpty()) {
                    ConnectorDeclaration<?> declaration = run().declaration(given(option, end));

                    assertThat(option.in(declaration.configuration()))
                            .as(option.path() + " = " + end)
                            .isEqualTo(ScalarConverter.convert(end, option.type()));
                }
            }
        }
    }

    @Test
    @Needs(Behaviour.REQUIRED_OPTIONS)
    default void aMissingRequiredOptionIsRefusedByName() {
        List<OptionPath> required =
                options().stream().filter(option -> option.option().required()).toList();
        assertThat(required).as("options that are required").isNotEmpty();
        for (OptionPath option : required) {
            Map<String, String> without = new LinkedHashMap<>();
            without.put(option.path(), null);

            assertThat(problems(text(without))).as(option.path()).anySatisfy(problem -> assertThat(problem.message())
                    .contains("'" + option.path() + "'"));
        }
        assertThat(problems(
                        DeclarationText.of(ConformanceRun.NAME, run().suite().type(), Map.of())))
                .as("a declaration without any option")
                .hasSizeGreaterThanOrEqualTo(required.size());
    }

    @Test
    @Needs(Behaviour.SECRETS)
    default void aSecretMustBeAReference() {
        Map<String, String> references = new LinkedHashMap<>();
        run().suite().secretOptions().forEach(secret -> references.put(secret, "{{" + secret + "}}"));
        for (String secret : references.keySet()) {
            Map<String, String> oneLiteral = new LinkedHashMap<>(references);
            oneLiteral.remove(secret);
            DeclarationText text = text(oneLiteral);

            assertThat(problems(() -> run().loadStrictly(text))).as(secret).anySatisfy(problem -> {
                assertThat(problem.location()).isEqualTo(text.values().get(secret));
                assertThat(problem.message())
                        .doesNotContain(run().suite().options().get(secret));
            });
        }
        assertThat(run().loadStrictly(text(references)).configuration())
                .as("with every secret as a reference")
                .isEqualTo(run().declaration(Map.of()).configuration());
    }

    @Test
    @Needs(Behaviour.ALIASES)
    default void everyAliasNamesTheType() {
        List<String> aliases = run().factory().metadata().aliases();
        assertThat(aliases).isNotEmpty();
        for (String alias : aliases) {
            assertThat(alias).matches("[a-z][a-z0-9-]*");
            DeclarationText text = DeclarationText.of(ConformanceRun.NAME, alias, run().options(Map.of()));

            assertThat(run().load(text).factory().metadata().type())
                    .isEqualTo(run().suite().type());
        }
    }

    private Map<String, String> given(OptionPath option, String value) {
        Map<String, String> given = new LinkedHashMap<>(run().suite().companions(option.path()));
        given.put(option.path(), value);
        return given;
    }

    private List<OptionPath> options() {
        return OptionPath.of(run().factory().configurationType());
    }

    private List<OptionPath> amounts() {
        return options().stream().filter(OptionPath::isAmount).toList();
    }

    private List<OptionPath> notGiven() {
        return options().stream()
                .filter(OptionPath::isScalar)
                .filter(option -> !run().suite().options().containsKey(option.path()))
                .toList();
    }

    private Object standard(OptionPath option) {
        String text = standardText(option);
        return text.isEmpty() ? null : ScalarConverter.convert(text, option.type());
    }

    private String standardText(OptionPath option) {
        String mapping = option.path().substring(0, option.path().lastIndexOf('.') + 1);
        boolean present = !option.option().presentValue().isEmpty()
                && run().suite().options().keySet().stream().anyMatch(path -> path.startsWith(mapping));
        return present ? option.option().presentValue() : option.option().defaultValue();
    }

    private DeclarationText text(Map<String, String> changes) {
        return DeclarationText.of(ConformanceRun.NAME, run().suite().type(), run().options(changes));
    }

    private List<ConfigurationProblem> problems(DeclarationText text) {
        return problems(() -> run().load(text));
    }

    private static List<ConfigurationProblem> problems(Runnable loading) {
        ConfigurationException refusal = catchThrowableOfType(ConfigurationException.class, loading::run);
        return refusal == null ? List.of() : refusal.problems();
    }
}
