/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import dev.serai.workflow.generated.Recipients.Away;
import dev.serai.workflow.generated.Recipients.Recipient;
import dev.serai.workflow.generated.RouteModel.End;
import dev.serai.workflow.generated.RouteModel.Ending;
import dev.serai.workflow.generated.RouteModel.OnCompletion;
import dev.serai.workflow.generated.RouteModel.OnException;
import dev.serai.workflow.generated.Step.Condition;
import dev.serai.workflow.generated.Step.Failing;
import dev.serai.workflow.generated.Step.Joining;
import dev.serai.workflow.generated.Step.Place;
import dev.serai.workflow.generated.Step.Way;
import dev.serai.workflow.generated.Waiting.Late;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** Random routes. A number beside a step is its weight: how often it comes, compared with the others. */
final class RouteArbitraries {

    private static final int DEEPEST = 3;

    private RouteArbitraries() {}

    static Arbitrary<RouteModel> routes() {
        Arbitrary<List<List<Step>>> called = steps(1, 3).list().ofSize(2);
        return Combinators.combine(
                        onException().injectNull(0.4),
                        onCompletion().injectNull(0.85),
                        steps(0, 1).injectNull(0.95),
                        steps(DEEPEST, 5),
                        called,
                        trueIn(5),
                        Arbitraries.integers().between(1, 3),
                        trueIn(3))
                .as(RouteModel::new);
    }

    private static Arbitrary<OnException> onException() {
        return Combinators.combine(Arbitraries.integers().between(0, 2), Arbitraries.of(Ending.class), steps(0, 2))
                .as(OnException::new);
    }

    private static Arbitrary<OnCompletion> onCompletion() {
        return Combinators.combine(Arbitraries.of(End.class), trueIn(2), steps(0, 2))
                .as(OnCompletion::new);
    }

    /** @param depth how deep steps may hold steps */
    private static Arbitrary<List<Step>> steps(int depth, int most) {
        return step(depth).list().ofMinSize(depth == DEEPEST ? 1 : 0).ofMaxSize(most);
    }

    private static Arbitrary<Step> step(int depth) {
        List<Tuple2<Integer, Arbitrary<Step>>> all = new ArrayList<>(simple());
        all.addAll(waiting());
        all.addAll(sending());
        if (depth > 0) {
            all.addAll(holding(steps(depth - 1, 3)));
            all.addAll(guarding(steps(depth - 1, 3)));
        }
        return Arbitraries.frequencyOf(all);
    }

    /** Steps that hold none. */
    private static List<Tuple2<Integer, Arbitrary<Step>>> simple() {
        return List.of(
                of(12, Combinators.combine(failing(), trueIn(3), trueIn(8)).as(Step.Deed::new)),
                of(3, Arbitraries.of(Values.Kind.class).map(Step.Make::new)),
                of(
                        2,
                        Arbitraries.of(Values.Kind.MAP, Values.Kind.LIST, Values.Kind.OLD_DATE)
                                .injectNull(0.4)
                                .map(Step.Mutate::new)),
                of(3, Arbitraries.of(Place.class).map(Step.Draw::new)),
                of(2, Arbitraries.of(Place.class).map(Step.Note::new)),
                of(3, Arbitraries.of(plain())),
                of(
                        2,
                        Combinators.combine(
                                        Arbitraries.of(Way.class),
                                        Arbitraries.integers().between(0, 1))
                                .as(Step.Call::new)));
    }

    private static List<Tuple2<Integer, Arbitrary<Step>>> waiting() {
        Arbitrary<Integer> millis = Arbitraries.integers().between(1, 20);
        return List.of(
                of(2, millis.map(Waiting.Sleep::new)),
                of(1, Arbitraries.frequency(Tuple.of(39, 5), Tuple.of(1, 1_100)).map(Waiting.Delay::new)),
                of(1, Combinators.combine(millis, Arbitraries.of(Late.class)).as(Waiting.AwaitInVain::new)),
                of(1, Arbitraries.create(Waiting.AwaitOwn::new)),
                of(1, Arbitraries.create(Waiting.Poll::new)));
    }

    private static List<Tuple2<Integer, Arbitrary<Step>>> sending() {
        Arbitrary<List<Recipient>> recipients = Combinators.combine(
                        failing(), Arbitraries.integers().between(-2, 1), trueIn(4))
                .as(Recipient::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        return List.of(
                of(
                        2,
                        Combinators.combine(trueIn(2), joining(), trueIn(3), recipients)
                                .as(Recipients.RecipientList::new)),
                of(1, recipients.map(Recipients.Slip::new)),
                of(1, recipients.map(Recipients.Router::new)),
                of(
                        2,
                        Combinators.combine(
                                        Arbitraries.of(Away.class),
                                        Arbitraries.integers().between(0, 1))
                                .as(Recipients.HandOver::new)));
    }

    private static List<Step.Plain> plain() {
        return List.of(
                new Step.Plain("script", Map.of("simple", "${body}")),
                new Step.Plain("bean", Map.of("ref", "appending", "method", "append")),
                new Step.Plain("convertBodyTo", Map.of("type", "java.lang.String")),
                new Step.Plain("sort", Map.of("tokenize", Map.of("token", "/"))),
                new Step.Plain("throttle", Map.of("constant", "100000")),
                new Step.Plain("removeHeader", Map.of("name", "drawn")),
                new Step.Plain("removeVariable", Map.of("name", "drawn")),
                new Step.Plain("transform", Map.of("simple", "${body}:${header.last}")),
                new Step.Plain("validate", Map.of("simple", "${header.last} != 'deed3'")),
                new Step.Plain("throwException", Map.of("exceptionType", "java.io.IOException", "message", "thrown")),
                new Step.Plain("stop", Map.of()));
    }

    /** Steps that hold others. */
    private static List<Tuple2<Integer, Arbitrary<Step>>> holding(Arbitrary<List<Step>> inside) {
        Arbitrary<Condition> condition = Arbitraries.of(Condition.class);
        Arbitrary<Integer> times = Arbitraries.integers().between(1, 3);
        return List.of(
                of(2, Combinators.combine(condition, inside).as(Step.Filter::new)),
                of(2, Combinators.combine(condition, inside, inside).as(Step.Choice::new)),
                of(3, Combinators.combine(times, trueIn(3), inside).as(Step.Loop::new)),
                of(2, Combinators.combine(times, inside).as(Step.While::new)),
                of(
                        4,
                        Combinators.combine(trueIn(2), trueIn(3), trueIn(3), joining(), inside)
                                .as(Step.Split::new)),
                of(
                        3,
                        Combinators.combine(
                                        trueIn(2),
                                        joining(),
                                        inside.list().ofMinSize(1).ofMaxSize(3))
                                .as(Step.Multicast::new)),
                of(
                        4,
                        Combinators.combine(inside, trueIn(2), inside, trueIn(2), inside)
                                .as(Step.Try::new)));
    }

    private static List<Tuple2<Integer, Arbitrary<Step>>> guarding(Arbitrary<List<Step>> inside) {
        return List.of(
                of(2, Combinators.combine(inside, inside.injectNull(0.3)).as(Guard.CircuitBreaker::new)),
                of(1, Combinators.combine(trueIn(2), trueIn(2), inside).as(Guard.IdempotentConsumer::new)),
                of(1, inside.map(Guard.Policy::new)),
                of(
                        1,
                        Combinators.combine(Arbitraries.of(1, 2, 4), trueIn(3), inside)
                                .as(Recipients.Aggregate::new)));
    }

    private static Arbitrary<Failing> failing() {
        return Arbitraries.frequency(
                Tuple.of(14, Failing.NEVER),
                Tuple.of(2, Failing.ON_FIRST_DELIVERY),
                Tuple.of(1, Failing.ON_FIRST_TWO_DELIVERIES),
                Tuple.of(1, Failing.IN_FIRST_ATTEMPT),
                Tuple.of(1, Failing.FOR_SOME_INPUT),
                Tuple.of(1, Failing.ALWAYS));
    }

    private static Arbitrary<Joining> joining() {
        return Arbitraries.of(Joining.class);
    }

    private static Arbitrary<Boolean> trueIn(int times) {
        return Arbitraries.frequency(Tuple.of(times - 1, false), Tuple.of(1, true));
    }

    private static <T extends Step> Tuple2<Integer, Arbitrary<Step>> of(int weight, Arbitrary<T> step) {
        return Tuple.of(weight, step.map(made -> made));
    }
}
