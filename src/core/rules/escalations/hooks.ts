import { changedTests } from '../../evidence/evidence';
import type { TaskView } from '../../snapshot';
import { statusName } from '../../statusName';
import { counted, t } from '../../words';
import { isPast } from '../anomalies/past';
import { isElsewhere, missingTests } from '../anomalies/testRules';
import { commitLine, idOf, name, names, sourceLine, timeLines } from '../anomalies/words';
import type { AttentionInput, Escalation } from '../anomaly';
import { blockerClusters } from '../blockerClusters';
import { promotedTasks } from '../promoted';
import { sortedTasks } from '../sortedTasks';
import { escalationPrompt } from './prompt';

const ROADMAP = { name: 'Roadmap Task Manager', agent: 'roadmap-task-manager' } as const;
const TESTING = { name: 'Testing Strategist', agent: 'testing-strategist' } as const;
const YAGNI = { name: 'Risk/YAGNI Enforcer', agent: 'risk-yagni-enforcer' } as const;

/** So many tasks and lines stand in one prompt. */
const MOST = 20;

/** Three blockers or more on one dependency cluster. */
export function blockersRepeat({ snapshot }: AttentionInput): readonly Escalation[] {
  return blockerClusters(snapshot).map(({ hub, blocked }) => {
    const evidence = blocked.slice(0, MOST).map(blockerLine);
    return {
      id: `repeated-blockers:${hub}`,
      to: ROADMAP,
      title: t('{0} blockers at {1}', blocked.length, name(hub)),
      evidence,
      taskIds: blocked.map(({ task }) => task.id),
      prompt: escalationPrompt({
        to: ROADMAP,
        seen: `${blocked.length} blocked tasks of the task manifest hang together by their dependencies. The task they share, and each blocker with its reason:`,
        data: [`Shared: ${name(hub)}`, ...tasksLines(blocked), ...more(blocked)],
        wanted: [
          'Find what these blockers have in common, from the tasks and the documents they name.',
          'Say which change of the plan settles it: another order, a task split in two, a dependency that is none, or a decision that a person has to make.',
          'Propose the change of the manifest. Do not make it, and do not change the state file.',
        ],
      }),
    };
  });
}

function blockerLine(view: TaskView): string {
  const reason = name(view.entry?.blockedReason ?? t('no reason recorded'));
  return view.unmet.length > 0 ? t('{0}: {1}; depends on {2}', idOf(view), reason, names(view.unmet)) : `${idOf(view)}: ${reason}`;
}

/** A High risk task that waits for review, and whose tests nothing shows. */
export function reviewWithoutTests(input: AttentionInput): readonly Escalation[] {
  const sorted = sortedTasks(input.snapshot);
  return [...sorted['in-progress'], ...sorted.completed].flatMap((view) => {
    if (view.task.risk !== 'High' || !isInReview(view, input)) return [];
    const lack = testsLacking(view, input);
    if (lack === undefined) return [];
    const evidence = [
      counted(view.doneCount, '{0} criterion of {1} recorded as done, status {2}', '{0} criteria of {1} recorded as done, status {2}', view.criteria.length, statusName(view.status)),
      lack,
      ...(view.work?.commits.slice(0, 1).map(commitLine) ?? []),
      sourceLine(view),
    ];
    return [
      {
        id: `review-without-tests:${view.task.id}`,
        to: TESTING,
        title: t('{0} is in review without tests', idOf(view)),
        evidence,
        taskIds: [view.task.id],
        prompt: escalationPrompt({
          to: TESTING,
          seen: 'A High risk task is ready for review, and nothing shows that its tests are green. The task, and what is known:',
          data: [...tasksLines([view]), ...view.task.tests.slice(0, MOST).map((ref) => `Names the test file ${name(ref.path ?? ref.raw)}`), ...evidence],
          wanted: [
            'Check which acceptance criteria have a test, and run the tests.',
            'List the criteria that have none, and the tests that are missing or red.',
            'Say whether the task may be merged. Do not complete it and do not merge it: a person does.',
          ],
        }),
      },
    ];
  });
}

/** All criteria are done, or it is completed on its branch: the next step is somebody's look at it. */
function isInReview(view: TaskView, input: AttentionInput): boolean {
  const { status, work, criteria, doneCount, hasLanded } = view;
  if (hasLanded) return false;
  // An old branch of finished work was forgotten, or merged in a way that can't be seen.
  if (status === 'completed') return work !== undefined && !work.isReachable && !isPast(view, input);
  return status === 'in-progress' && criteria.length > 0 && doneCount === criteria.length;
}

/** What shows that tests are lacking, as a line of evidence; undefined where tests are seen, or nobody looked. */
function testsLacking(view: TaskView, { snapshot, facts }: AttentionInput): string | undefined {
  const changed = changedTests(view, snapshot.work);
  if (changed) return changed.length > 0 ? undefined : t('No commit of the task changes a test file');
  if (view.task.tests.length === 0) return t('The task names no test files');
  // What is in the working tree here says nothing of another branch.
  if (isElsewhere(view)) return undefined;
  return missingTests(view, facts.documents).length === view.task.tests.length ? t('None of the test files it names is there') : undefined;
}

/** A provisional or Low risk task under way while required High risk work could have been started. */
export function deferrablePromoted({ snapshot, now }: AttentionInput): readonly Escalation[] {
  return promotedTasks(snapshot, now, ({ task }) => task.provisional || task.risk === 'Low').map(({ view, waiting, count }) => {
    const kind = view.task.provisional ? t('provisional') : t('Low risk');
    const evidence = [
      t('{0} is {1} and in progress', idOf(view), kind),
      counted(count, '{0} required High risk task could have been started: {1}', '{0} required High risk tasks could have been started: {1}', names(waiting.map(({ task }) => task.id))),
      ...timeLines(view),
      sourceLine(view),
    ];
    return {
      id: `promoted-early:${view.task.id}`,
      to: YAGNI,
      title: t('{0} ({1}) goes before required High risk work', idOf(view), kind),
      evidence,
      taskIds: [view.task.id, ...waiting.map(({ task }) => task.id)],
      prompt: escalationPrompt({
        to: YAGNI,
        seen: 'A task that can wait is in progress, while High risk tasks that are required could have been started. The first is the one under way:',
        data: [...tasksLines([view, ...waiting]), ...evidence],
        wanted: [
          'Judge whether the task under way is needed now, by the Master PRD and what depends on it.',
          'Recommend one: finish it first because little is left, put it back to pending, or drop it from the phase. Give the reason.',
          'Name the High risk task to start next. Do not change the manifest, the state file or any branch yourself.',
        ],
      }),
    };
  });
}

/** One line for each task: what an agent needs to find it and to judge it. */
function tasksLines(views: readonly TaskView[]): readonly string[] {
  return views.slice(0, MOST).map((view) => {
    const reason = view.status === 'blocked' ? `, blocked because: ${name(view.entry?.blockedReason ?? 'no reason recorded')}` : '';
    const needs = view.task.dependsOn.length > 0 ? `, depends on ${names(view.task.dependsOn)}` : '';
    return `- ${idOf(view)}: ${name(view.task.title)} (${view.task.risk} risk${view.task.provisional ? ', provisional' : ''}, ${view.status}${needs}${reason})`;
  });
}

function more(views: readonly TaskView[]): readonly string[] {
  return views.length > MOST ? [`- and ${views.length - MOST} more`] : [];
}
