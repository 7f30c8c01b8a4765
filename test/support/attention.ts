import type { Anomaly, Escalation } from '../../src/core/rules/anomaly';

/** An anomaly: work without a commit, apart from what is given. */
export function anomaly(given: Partial<Anomaly>): Anomaly {
  const { code = 'WARN::STALE-WORK', taskId = 'A--T01' } = given;
  return {
    code,
    fullCode: `${code}::${taskId}`,
    subject: taskId,
    taskId,
    severity: 'warn',
    message: `${taskId} has had no commit for 5 days`,
    remedy: 'Go on with it, or set it free.',
    evidence: ['started 2025-10-01T08:00:00Z'],
    ...given,
  };
}

/** An escalation to the agent for tests, apart from what is given. */
export function escalation(given: Partial<Escalation>): Escalation {
  return {
    id: 'untested-high-risk',
    to: { name: 'Testing Strategist', agent: 'testing-strategist' },
    title: 'A--T01 is in review without green tests',
    evidence: ['High risk', 'tests/a.spec.ts is not there'],
    taskIds: ['A--T01'],
    prompt: 'Look at the tests of A--T01.',
    ...given,
  };
}
