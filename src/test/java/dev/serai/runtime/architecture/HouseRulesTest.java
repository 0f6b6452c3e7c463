/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Imports run one way, and things are called what they are. */
class HouseRulesTest {

    private static final String HOUSE = "dev.serai..";
    private static final String HTTP_CLIENT = "dev.serai.http..";
    private static final String MESSAGING = "dev.serai.messaging..";
    private static final String CONTRACT = "dev.serai.connector..";
    private static final String TEST_KIT = "dev.serai.testkit..";
    private static final String STORE = "dev.serai.store..";
    private static final String WORKFLOW = "dev.serai.workflow..";
    private static final String RUNTIME = "dev.serai.runtime..";

    private static JavaClasses house;

    @BeforeAll
    static void read() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.serai");
        assertThat(house).isNotEmpty();
    }

    @Test
    void theContractKnowsNothingOfTheHouse() {
        noClasses()
                .that()
                .resideInAPackage(CONTRACT)
                .and()
                .resideOutsideOfPackage(TEST_KIT)
                .should()
                .dependOnClassesThat(inTheHouseButNotIn(CONTRACT))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(TEST_KIT)
                .check(house);
    }

    @Test
    void connectorsKnowTheContractAlone() {
        SlicesRuleDefinition.slices()
                .matching("dev.serai.(*)..")
                .namingSlices("$1")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.alwaysTrue(), JavaClass.Predicates.resideInAPackage(CONTRACT))
                .ignoreDependency(DescribedPredicate.alwaysTrue(), JavaClass.Predicates.resideInAPackage(HTTP_CLIENT))
                .ignoreDependency(DescribedPredicate.alwaysTrue(), JavaClass.Predicates.resideInAPackage(MESSAGING))
                .ignoreDependency(JavaClass.Predicates.resideInAPackage(RUNTIME), DescribedPredicate.alwaysTrue())
                .ignoreDependency(
                        JavaClass.Predicates.resideInAPackage(WORKFLOW), JavaClass.Predicates.resideInAPackage(STORE))
                .check(house);
    }

    @Test
    void nothingKnowsTheRuntime() {
        noClasses()
                .that()
                .resideInAPackage(HOUSE)
                .and()
                .resideOutsideOfPackage(RUNTIME)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(RUNTIME)
                .check(house);
    }

    @Test
    void noProductionCodeUsesTheTestKit() {
        noClasses()
                .that()
                .resideOutsideOfPackage(TEST_KIT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TEST_KIT)
                .check(house);
    }

    @Test
    void namesSayWhatAClassIs() {
        classes()
                .that()
                .resideInAPackage(HOUSE)
                .should()
                .haveNameNotMatching(".*(Manager|Helper|Utils?|Impl)")
                .check(house);
    }

    @Test
    void everyPackageSaysWhatLivesInIt() {
        Set<String> silent = house.stream()
                .filter(type -> !type.getPackageName().isEmpty())
                .map(JavaClass::getPackage)
                .filter(home -> home.tryGetPackageInfo().isEmpty() && !describedInSource(home))
                .map(JavaPackage::getName)
                .collect(Collectors.toSet());

        assertThat(silent).isEmpty();
    }

    private static boolean describedInSource(JavaPackage home) {
        return Sources.roots().stream().anyMatch(root -> Sources.describes(root, home.getName()));
    }

    private static DescribedPredicate<JavaClass> inTheHouseButNotIn(String... packages) {
        return JavaClass.Predicates.resideInAPackage(HOUSE)
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(packages)))
                .as("in the house, but not in %s", List.of(packages));
    }
}
