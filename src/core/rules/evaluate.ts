import { gitRules } from './gitRules';
import { manifestRules } from './manifestRules';
import { selectionRules, stateRules, wipRules } from './progressRules';
import type { Finding, GateInput, Rule } from './rule';
import { taskRules } from './taskRules';

/** THE TABLE of codes, in the order of DESIGN section 3. A new gate is a row in one of these lists. */
export const RULES: readonly Rule[] = [...manifestRules, ...stateRules, ...gitRules, ...selectionRules, ...taskRules, ...wipRules];

/** How one rule came out. */
export interface RuleResult {
  readonly rule: Rule;
  /** `waiting`: it speaks of a task, and none is chosen; or of a manifest or repository that is not there. */
  readonly outcome: 'passed' | 'blocked' | 'warned' | 'off' | 'waiting';
  readonly findings: readonly Finding[];
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
  const results = RULES.map((rule) => evaluate(rule, input, overrides));
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
  return { rule, outcome, findings };
}

function isThere({ needs }: Rule, { snapshot, git }: GateInput): boolean {
  if (needs === 'manifest') return snapshot.manifest !== undefined;
  return needs !== 'repository' || git.kind === 'repository';
}
