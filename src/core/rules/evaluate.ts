import { gitRules } from './gitRules';
import { manifestRules } from './manifestRules';
import { projectRules, staleStateRule } from './projectRules';
import { selectionRules, stateRules, wipRules } from './progressRules';
import type { Finding, GateInput, Rule } from './rule';
import { taskRules } from './taskRules';

/** THE TABLE of codes, in the order of DESIGN section 3. A new gate is a row in one of these lists. */
export const RULES: readonly Rule[] = [...manifestRules, ...projectRules, ...stateRules, staleStateRule, ...gitRules, ...selectionRules, ...taskRules, ...wipRules];

/** How one rule came out. */
export interface RuleResult {
  readonly rule: Rule;
  /** `waiting`: it speaks of a task, and none is chosen; or of something that is not there or was not looked at yet. */
  readonly outcome: 'passed' | 'blocked' | 'warned' | 'off' | 'waiting';
  readonly findings: readonly Finding[];
  /** What it looked at, in a few words. */
  readonly seen?: string;
}

/** All gates with their results; `findings` in gate order, blocking ones first. */
export interface Readiness {
  readonly results: readonly RuleResult[];
  readonly findings: readonly Finding[];
  readonly isBlocked: boolean;
}

/**
 * Evaluates every gate, and reports all failures together (DESIGN, "Gates of Start Next Task").
 *
 * @param overrides full codes that a person lifted for this once; they only warn
 */
export function evaluateGates(input: GateInput, overrides: ReadonlySet<string> = new Set()): Readiness {
  return evaluateRules(RULES, input, overrides);
}

/** The same with the rules of one table. */
export function evaluateRules(rules: readonly Rule[], input: GateInput, overrides: ReadonlySet<string>): Readiness {
  const results = rules.map((rule) => evaluate(rule, input, overrides));
  const all = results.flatMap((result) => result.findings);
  const findings = [...all.filter((one) => one.effect === 'block'), ...all.filter((one) => one.effect === 'warn')];
  return { results, findings, isBlocked: findings.some((one) => one.effect === 'block') };
}

function evaluate(rule: Rule, input: GateInput, overrides: ReadonlySet<string>): RuleResult {
  const severity = input.settings.gateSeverity[rule.code] ?? rule.severity;
  if (severity === 'off' && rule.canOverride) return { rule, outcome: 'off', findings: [] };
  if (rule.needsTask && !input.task) return { rule, outcome: 'waiting', findings: [] };
  const findings = rule.check(input).map((found): Finding => {
    const fullCode = found.subject === undefined ? rule.code : `${rule.code}::${found.subject}`;
    const isSoft = rule.canOverride && (severity !== 'block' || overrides.has(fullCode));
    return {
      ...found,
      code: rule.code,
      fullCode,
      gate: rule.gate,
      canOverride: rule.canOverride,
      effect: isSoft ? 'warn' : 'block',
      ...(rule.needsTask && input.task ? { taskId: input.task.task.id } : {}),
    };
  });
  const outcome = findings.length === 0 ? (isThere(rule, input) ? 'passed' : 'waiting') : findings.some((one) => one.effect === 'block') ? 'blocked' : 'warned';
  const seen = outcome === 'waiting' ? undefined : rule.seen?.(input);
  return { rule, outcome, findings, ...(seen === undefined ? {} : { seen }) };
}

function isThere({ needs }: Rule, { snapshot, git, facts }: GateInput): boolean {
  switch (needs) {
    case 'manifest':
      return snapshot.manifest !== undefined;
    case 'repository':
      return git.kind === 'repository';
    case 'prd':
      return facts?.prd !== undefined;
    case 'baseline':
      return facts?.baseline !== undefined;
    default:
      return true;
  }
}
