import type { DocumentFact } from '../../documents';
import { refKey } from '../../facts';
import type { TaskView } from '../../snapshot';
import type { AnomalyRule, AttentionInput } from '../anomaly';
import { sortedTasks } from '../sortedTasks';
import { isPast } from './past';
import { t } from '../../words';
import { idOf, inTasks, name, sourceLine, timeLines } from './words';

/** Named apart from `BLOCKED::MISSING-TESTS`, which stops a completion. */
export const completedWithoutTests: AnomalyRule = {
  code: 'WARN::COMPLETED-WITHOUT-TESTS',
  title: 'Every completed High risk task has its test files',
  get reason() {
    return t('High risk work is proven by tests; without their files nothing shows that it works.');
  },
  remedy: 'Write the tests, mend their paths, or reopen the task.',
  spec: 'Enforcement & Guardrails',
  severity: 'warn',
  check: (input) =>
    inTasks(sortedTasks(input.snapshot).completed, (view) => {
      if (view.task.risk !== 'High') return undefined;
      const odd = view.task.tests.length === 0 ? namesNone(view) : missing(view, input);
      if (!odd) return undefined;
      return {
        ...odd,
        evidence: [...odd.evidence, sourceLine(view), ...timeLines(view)],
        isInfo: isPast(view, input) || (view.task.tests.length === 0 && view.merge !== undefined),
        actions: [{ id: 'open-task', taskId: view.task.id }],
      };
    }),
};

type Odd = Record<'message' | 'remedy', string> & { readonly evidence: readonly string[] };

function namesNone(view: TaskView): Odd {
  return {
    message: t('{0} has High risk and is completed, and it names no test files', idOf(view)),
    remedy: t('Write its tests, and name their files in test_verification.'),
    evidence: [t('test_verification is empty')],
  };
}

function missing(view: TaskView, { facts }: AttentionInput): Odd | undefined {
  const { task, merge } = view;
  // The files are looked for in the working tree here, and another branch has its own.
  if (isElsewhere(view) && !merge) return undefined;
  const gone = missingTests(view, facts.documents);
  if (gone.length === 0) return undefined;
  return {
    message: gone.length === task.tests.length ? t('{0} has High risk and is completed, and none of its test files is there', idOf(view)) : t('{0} has High risk and is completed, and {1} of {2} test files are not there', idOf(view), gone.length, task.tests.length),
    remedy: t('Write the tests at these paths and see them pass. If a path is wrong, mend it in test_verification.'),
    evidence: gone.slice(0, 10).map(({ ref, reason }) => `${name(ref.path ?? ref.raw)}: ${name(reason)}`),
  };
}

/** Whether the record was read on a branch that is not checked out here. */
export function isElsewhere({ source }: TaskView): boolean {
  return source.kind === 'branch' || source.kind === 'worktree';
}

/** The test files of a task that were looked for and are not there. */
export function missingTests({ task }: TaskView, documents: ReadonlyMap<string, DocumentFact> | undefined): readonly Extract<DocumentFact, { kind: 'missing' }>[] {
  return task.tests.flatMap((ref) => {
    const fact = documents?.get(refKey(ref));
    return fact?.kind === 'missing' ? [fact] : [];
  });
}
