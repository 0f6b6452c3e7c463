/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.intervention;

import dev.serai.connector.Names;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.journal.StepEdit;
import dev.serai.workflow.journal.StepEdit.Place;
import dev.serai.workflow.journal.StepRows.Mark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The way that an execution took, as far as it is recorded, and where on it people may step in. Any recorded step can be
 * a new beginning, also one in a branch, a loop, a called route or a clause that handles a failure: the records before
 * it on its own line, and all those of other branches, are kept.
 */
final class RecordedPath {

    private final List<Mark> marks;
    private final String errorStep;

    /**
     * @param marks all records of an execution, in the order in which they ended
     * @param errorStep the step whose failure ended the last attempt that failed, or null
     */
    RecordedPath(List<Mark> marks, String errorStep) {
        this.marks = marks;
        this.errorStep = errorStep;
    }

    /**
     * The recorded visit that somebody means.
     *
     * @param step a step's key, or without the number of the visit when it was come by once
     * @throws InterventionRefusedException when no new beginning can be there
     */
    String visit(String step) {
        if (last(step).isPresent()) {
            return requireBeginning(step);
        }
        Set<String> visits = new LinkedHashSet<>();
        marks.stream()
                .map(Mark::step)
                .filter(key -> key.substring(0, Math.max(0, key.lastIndexOf(Frame.VISIT)))
                        .equals(step))
                .forEach(visits::add);
        if (visits.size() == 1) {
            return requireBeginning(visits.iterator().next());
        }
        if (!visits.isEmpty()) {
            throw new InterventionRefusedException("The step " + step + " was come by " + visits.size()
                    + " times. Name the visit: " + String.join(", ", visits) + ".");
        }
        Set<String> known = new LinkedHashSet<>();
        marks.forEach(mark -> known.add(mark.step().substring(0, mark.step().lastIndexOf(Frame.VISIT))));
        if (known.isEmpty()) {
            throw new InterventionRefusedException(
                    "Nothing of the execution is recorded, so it can only begin anew from its beginning.");
        }
        throw new InterventionRefusedException("The step " + step
                + " is not recorded, and only a recorded step can be where a new execution begins. "
                + Names.closest(step, known)
                        .map(name -> "Did you mean '" + name + "'?")
                        .orElse("Steps are listed by 'serai executions show'."));
    }

    private String requireBeginning(String key) {
        Mark mark = last(key).orElseThrow();
        if (isTurns(key)) {
            throw new InterventionRefusedException(
                    "The record " + key + " stands for turns of a loop, and is no step. " + nearest(mark));
        }
        if (mark.discarded() && (errorStep == null || !firstDelivery(key).equals(firstDelivery(errorStep)))) {
            throw new InterventionRefusedException("The step " + key
                    + " belongs to an attempt that failed and was tried again, so the execution does not come by it any"
                    + " more. " + nearest(mark));
        }
        return key;
    }

    private String nearest(Mark mark) {
        return marks.stream()
                .filter(other -> other.sequence() > mark.sequence()
                        && !other.covered()
                        && !other.discarded()
                        && !isTurns(other.step()))
                .map(Mark::step)
                .findFirst()
                .or(() -> Optional.ofNullable(errorStep).flatMap(this::last).map(Mark::step))
                .map(step -> "The nearest beginning is " + step + ".")
                .orElse("Run it from its beginning.");
    }

    private Optional<Mark> last(String key) {
        return marks.stream().filter(mark -> mark.step().equals(key)).reduce((first, second) -> second);
    }

    /** The first delivery of a step that was delivered several times. */
    String firstDelivery(String key) {
        String at = key;
        while (last(at).filter(Mark::redelivery).isPresent()) {
            int visit = at.lastIndexOf(Frame.VISIT) + 1;
            at = at.substring(0, visit) + (Integer.parseInt(at.substring(visit)) - 1);
        }
        return at;
    }

    /** The records that a new execution takes over when it begins at a recorded visit. */
    List<Long> before(String key) {
        String first = firstDelivery(key);
        String branch = Frame.branchOf(key);
        Set<Long> parts = partsOf(first);
        List<Long> kept = new ArrayList<>();
        // A step that failed for good is not kept, so all that is kept comes before it.
        long from = marks.stream()
                .filter(mark -> !mark.discarded() && parts.contains(mark.sequence()))
                .mapToLong(Mark::sequence)
                .min()
                .orElse(Long.MAX_VALUE);
        for (Mark mark : marks) {
            boolean earlier = mark.sequence() < from && !parts.contains(mark.sequence());
            if (!mark.discarded() && (earlier || Frame.isInAnotherBranch(mark.step(), branch))) {
                kept.add(mark.sequence());
            }
        }
        return kept;
    }

    /** The records of a step, and of what ran inside it. */
    private Set<Long> partsOf(String whole) {
        Set<Long> parts = new HashSet<>();
        // What stands for others comes after them.
        for (int at = marks.size() - 1; at >= 0; at--) {
            Mark mark = marks.get(at);
            if (isPartOf(mark.step(), whole) || parts.contains(mark.coveredBy())) {
                parts.add(mark.sequence());
            }
        }
        return parts;
    }

    /** Whether a record stands for the turns of a loop that had not ended. */
    private static boolean isTurns(String key) {
        return key.indexOf(Frame.TURN, key.lastIndexOf(Frame.VISIT)) > 0;
    }

    /** A step, and what ran inside it. */
    private static boolean isPartOf(String step, String whole) {
        return step.equals(whole) || step.startsWith(whole + Frame.INSIDE) || step.startsWith(whole + Frame.BRANCH);
    }

    /** The paths of steps that a replay from some records goes by. */
    Set<String> paths(List<Long> kept) {
        Set<String> paths = new LinkedHashSet<>();
        Set<Long> taken = new HashSet<>(kept);
        marks.stream().filter(mark -> taken.contains(mark.sequence())).forEach(mark -> addPaths(mark.step(), paths));
        return paths;
    }

    static void addPaths(String key, Collection<String> paths) {
        for (String level : key.split(String.valueOf(Frame.INSIDE), -1)) {
            int visit = level.lastIndexOf(Frame.VISIT);
            paths.add(visit < 0 ? level : level.substring(0, visit));
        }
    }

    /**
     * Where an edit of the message belongs that lets a dead letter go on at the step that failed.
     *
     * @throws InterventionRefusedException when the message there cannot be changed
     */
    EditPoint failed() {
        if (errorStep != null && last(errorStep).isPresent()) {
            return new EditPoint(Place.BEFORE, firstDelivery(errorStep));
        }
        String branch = errorStep == null ? "" : Frame.branchOf(errorStep);
        Optional<Mark> before = marks.stream()
                .filter(mark -> !mark.discarded() && !mark.covered())
                .filter(mark -> Frame.branchOf(mark.step()).equals(branch))
                .reduce((first, second) -> second);
        if (before.isPresent()) {
            return new EditPoint(Place.AFTER, before.get().step());
        }
        if (!branch.isEmpty()) {
            throw new InterventionRefusedException("The failure came from " + errorStep
                    + ", before the first recorded step of its branch, where the message comes from a split. Edit it"
                    + " at the beginning, with --from-start.");
        }
        return new EditPoint(Place.BEGINNING, null);
    }

    /**
     * Where an edit is applied.
     *
     * @param step null at the beginning
     */
    record EditPoint(Place place, String step) {

        StepEdit with(byte[] change) {
            return change == null ? null : new StepEdit(place, step, change);
        }
    }
}
