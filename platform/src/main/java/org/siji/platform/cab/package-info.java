/**
 * The operator's phone in the cab: what his machines work today and next, and what he reports from there, often without a network. Each
 * report carries the id that the phone gave it, is taken exactly once, in a transaction of its own, and is remembered with its answer;
 * one of an order that stands with another machine or was cancelled is kept and doesn't count, and he may stand by it for a dispatcher
 * to see. Owns {@code cab_step} and
 * {@code cab_other_step}. Publishes and hears nothing; tells {@code work} by its {@code OperatorReports}. Must not know tracks or money:
 * what is paid for is measured.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "duty", "fleet", "identity", "market", "registry", "work"})
package org.siji.platform.cab;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
