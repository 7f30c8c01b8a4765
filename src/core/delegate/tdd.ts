import type { Risk } from '../manifest/task';

/** The agent that the spec gives test-driven work to. */
export const TDD_AGENT = 'wallaby-tdd-agent';

/** What a task's risk demands of its tests (spec, step 10). */
export interface TddRequirement {
  readonly level: 'MANDATORY' | 'Recommended' | 'Optional';
  readonly keyword: 'MUST' | 'SHOULD' | 'MAY';
  /** One line, in the spec's words. */
  readonly requirement: string;
  /** What holds in a project that has no such agent. The duty stays; only the one who does it changes. */
  readonly withoutAgent: string;
}

const REQUIREMENTS: Readonly<Record<Risk, TddRequirement>> = {
  High: {
    level: 'MANDATORY',
    keyword: 'MUST',
    requirement: `High Risk: TDD MANDATORY - You MUST delegate to ${TDD_AGENT}`,
    withoutAgent:
      'TDD stays MANDATORY: go through Red-Green-Refactor yourself for every criterion, the failing test first, and say in your report that you did so.',
  },
  Medium: {
    level: 'Recommended',
    keyword: 'SHOULD',
    requirement: `Medium Risk: TDD Recommended - You SHOULD delegate to ${TDD_AGENT}`,
    withoutAgent: 'TDD stays recommended: you SHOULD write the failing test of a criterion first.',
  },
  Low: {
    level: 'Optional',
    keyword: 'MAY',
    requirement: `Low Risk: TDD Optional - You MAY use ${TDD_AGENT} or general-purpose`,
    withoutAgent: 'A general-purpose agent, or you yourself, may write code and tests in the order that serves best.',
  },
};

/** The TDD requirement of a task of this risk. */
export function tddRequirement(risk: Risk): TddRequirement {
  return REQUIREMENTS[risk];
}
