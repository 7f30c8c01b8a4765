import type { TaskView } from '../snapshot';
import type { RepositoryWork, WorkCommit } from '../work';
import { t } from '../words';
import { isRevert, landedCommits } from './commits';
import { criteriaNamed } from './criteriaNamed';
import { testFileOf } from './testFiles';

/** What the repository shows of one criterion, beside what is recorded. It never blocks anything. */
export interface CriterionEvidence {
  readonly criterionId: string;
  /**
   * `open`: not recorded, and nothing shows it. `evidenced`: recorded, and shown. `claimed`: recorded, and nothing
   * shows it. `unclaimed`: shown, and not recorded.
   */
  readonly state: 'open' | 'evidenced' | 'claimed' | 'unclaimed';
  /** Those that name the criterion, newest first. */
  readonly commits: readonly WorkCommit[];
  /** Test files that these changed, each once. */
  readonly files: readonly string[];
}

/**
 * For every criterion of a task: whether commits name it. Commits count that lie on the task's branch or that name the
 * task in the base branch's history. Without git all that is recorded is `claimed`.
 */
export function evidenceOf(view: TaskView, work: RepositoryWork | undefined): readonly CriterionEvidence[] {
  const isTest = testFileOf(view.task);
  const byCriterion = new Map<string, WorkCommit[]>();
  for (const commit of commitsOf(view, work)) {
    for (const id of criteriaNamed(`${commit.subject}\n${commit.body}`, view.task)) {
      const list = byCriterion.get(id);
      if (list) list.push(commit);
      else byCriterion.set(id, [commit]);
    }
  }
  return view.criteria.map(({ id, isDone }) => {
    const commits = byCriterion.get(id) ?? [];
    const isShown = commits.length > 0;
    return {
      criterionId: id,
      state: isDone ? (isShown ? 'evidenced' : 'claimed') : isShown ? 'unclaimed' : 'open',
      commits,
      files: [...new Set(commits.flatMap(({ files = [] }) => files.filter(isTest)))],
    };
  });
}

/** The commits of a task: of its branch, then those that landed; each once. */
export function commitsOf({ task, work: branch }: TaskView, work: RepositoryWork | undefined): readonly WorkCommit[] {
  const own = (branch?.commits ?? []).filter((commit) => !isRevert(commit));
  const known = new Set(own.map(({ hash }) => hash));
  return [...own, ...landedCommits(work, task).filter(({ hash }) => !known.has(hash))];
}

/** Test files that the task's commits changed, whatever these say; undefined while git was not asked which files they changed. */
export function changedTests(view: TaskView, work: RepositoryWork | undefined): readonly string[] | undefined {
  const commits = commitsOf(view, work);
  if (commits.length === 0 || commits.some(({ files }) => files === undefined)) return undefined;
  return [...new Set(commits.flatMap(({ files = [] }) => files.filter(testFileOf(view.task))))];
}

/** `3 of 5 evidenced, 1 claimed without evidence`; of a task without criteria `no criteria`. */
export function evidenceSummary(evidence: readonly CriterionEvidence[]): string {
  if (evidence.length === 0) return t('no criteria');
  const count = (state: CriterionEvidence['state']) => evidence.filter((one) => one.state === state).length;
  const [claimed, unclaimed] = [count('claimed'), count('unclaimed')];
  return [
    t('{0} of {1} evidenced', count('evidenced') + unclaimed, evidence.length),
    ...(claimed > 0 ? [t('{0} claimed without evidence', claimed)] : []),
    ...(unclaimed > 0 ? [t('{0} not recorded', unclaimed)] : []),
  ].join(', ');
}
