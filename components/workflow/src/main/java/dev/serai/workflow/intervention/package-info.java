/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What people do to executions: replaying and discarding dead letters, and making new executions from a part of an old
 * one. {@link dev.serai.workflow.intervention.Operator} asks for it from any process; {@link
 * dev.serai.workflow.intervention.Interventions} carries it out in the one that has the store.
 */
package dev.serai.workflow.intervention;
