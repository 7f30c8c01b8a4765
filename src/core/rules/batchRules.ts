import type { Conflict } from '../plan/conflict';
import { conflictText } from '../plan/planText';
import { snapshotConflicts } from '../plan/snapshotConflicts';
import { MOST_PARALLEL } from '../plan/backlogPlan';
import { mayRunBeside } from '../plan/planMode';
import { underWay } from '../select/eligibility';
import type { Snapshot, TaskView } from '../snapshot';
import { counted, t } from '../words';
import { names } from './anomalies/words';
import type { Found, GateInput, Rule } from './rule';

const PARALLEL = 'Mode B: Parallel Batch Execution';

/** Gate 9: tasks that start together (DESIGN section 3, "Sequential and parallel"). Asked besides the gates of each task. */
export const BATCH_RULES: readonly Rule[] = [
  {
    code: 'BLOCKED::BATCH-SIZE',
    gate: 9,
    get title() {
      return t('A batch has one to {0} tasks', MOST_PARALLEL);
    },
    spec: PARALLEL,
    reason: 'What more agents begin at once nobody follows.',
    remedy: 'Start fewer at once.',
    severity: 'block',
    canOverride: false,
    check: ({ together = [] }) => {
      if (together.length >= 1 && together.length <= MOST_PARALLEL) return [];
      if (together.length === 0) return [{ message: t('A batch has one to {0} tasks, and this one has none', MOST_PARALLEL), remedy: t('Name its tasks.') }];
      return [{ message: t('A batch has one to {0} tasks, and this one has {1}', MOST_PARALLEL, together.length), remedy: t('Take some out; they can follow in the next batch.') }];
    },
  },
  {
    code: 'BLOCKED::BATCH-DEPENDENCY',
    gate: 9,
    get title() {
      return t('No task of a batch depends on another of it');
    },
    spec: 'Mode B, workflow step 2',
    reason: 'It would be built on something that is built at the same time.',
    remedy: 'Start it in a later batch.',
    severity: 'block',
    canOverride: false,
    check: (input) =>
      batchIn(input).flatMap((view, _, together) => {
        const before = ancestors(view, input.snapshot);
        return together.filter(({ task }) => task !== view.task && before.has(task.id)).map((other) => found(view, t('{0} depends on {1}, which is in the same batch', view.task.id, other.task.id), t('Start it once that is merged.')));
      }),
  },
  {
    code: 'BLOCKED::BATCH-HIGH-RISK',
    gate: 9,
    get title() {
      return t('High risk runs alone');
    },
    spec: 'Mode A, when to use',
    reason: 'High risk work wants all attention while it is built.',
    remedy: 'Start it alone. While one is under way, wait until it is merged.',
    severity: 'block',
    canOverride: true,
    check: (input) =>
      beside(input)
        .filter(({ task }) => task.risk === 'High')
        .map((view) => alone(input, view, t('{0} is High risk, which runs alone', view.task.id), t('Start it alone, or take it out of the batch.'))),
  },
  {
    code: 'BLOCKED::BATCH-NOT-PARALLEL',
    gate: 9,
    get title() {
      return t('Every task of a batch may run beside others');
    },
    spec: 'Mode B, when to use',
    reason: 'Whoever planned it saw what it touches.',
    remedy: 'Give it `parallel` and `conflicts_with` in the manifest, or start it alone. While one is under way, wait until it is merged.',
    severity: 'block',
    canOverride: true,
    check: (input) =>
      beside(input)
        .filter(({ task }) => !mayRunBeside(task))
        .map((view) => {
          const { parallel, id } = view.task;
          const what = parallel === false ? t('{0} may not run beside others: parallel is false', id) : parallel ? t('{0} does not say what it conflicts with', id) : t('{0} does not say that it may run beside others', id);
          return alone(input, view, what, t('Give it "parallel": true and "conflicts_with" in the manifest once that is clear, or start it alone.'), { id: 'open-task', taskId: id });
        }),
  },
  conflictRule('BLOCKED::BATCH-CONFLICT', 'block', {
    get title() {
      return t('No two tasks of a batch, or of it and under way, conflict');
    },
    remedy: 'Start one after the other, or narrow their `file_scope`.',
    isMeant: (conflict) => !isGuess(conflict),
  }),
  conflictRule('WARN::BATCH-CONFLICT-LEARNED', 'warn', {
    get title() {
      return t('No two tasks of a batch, or of it and under way, are likely to conflict by what past work touched');
    },
    remedy: 'Start one after the other where that is likely to be so again.',
    isMeant: isGuess,
  }),
];

/** Two rules for one matter: what is declared blocks, what is only guessed from past work warns. */
function conflictRule(code: string, severity: Rule['severity'], of: Pick<Rule, 'title' | 'remedy'> & { isMeant(conflict: Conflict): boolean }): Rule {
  return {
    code,
    gate: 9,
    get title() {
      return of.title;
    },
    spec: 'Mode B, workflow step 2',
    reason: 'Two agents in one file leave a merge conflict to a person.',
    remedy: of.remedy,
    severity,
    canOverride: true,
    check: (input) =>
      conflictsIn(input)
        .filter(({ conflict }) => of.isMeant(conflict))
        .map(({ view, other, isRunning, conflict }) =>
          found(view, isRunning ? t('{0}; {1} is under way', conflictText(conflict, view.task.id), other.task.id) : conflictText(conflict, view.task.id), isRunning ? t('Start it once that is merged.') : t('Start one of them now and the other once it is merged.'), { id: 'reveal-task', taskId: other.task.id }),
        ),
  };
}

interface Pair {
  readonly view: TaskView;
  readonly other: TaskView;
  readonly isRunning: boolean;
  readonly conflict: Conflict;
}

/** The conflicts inside the batch, each pair once, then those with what is under way. */
function conflictsIn(input: GateInput): readonly Pair[] {
  const running = runningBeside(input);
  const conflicts = snapshotConflicts(input.snapshot, input.settings);
  return batchIn(input).flatMap((view, index, together) =>
    [...together.slice(index + 1), ...running].flatMap((other) => {
      const conflict = conflicts.between(view.task, other.task);
      return conflict ? [{ view, other, isRunning: running.includes(other), conflict }] : [];
    }),
  );
}

function isGuess({ causes }: Conflict): boolean {
  return causes.every(({ kind }) => kind === 'learned');
}

/** The tasks of a batch and what is under way, as in a plan's first wave; none where one task would run beside nobody. */
function beside(input: GateInput): readonly TaskView[] {
  const batch = batchIn(input);
  const all = [...batch, ...runningBeside(input)];
  return batch.length === 0 || all.length === 1 ? [] : all;
}

/** The tasks of a batch; of one that is too large, which may name a thousand, nothing else is told. */
function batchIn({ together = [] }: GateInput): readonly TaskView[] {
  return together.length > MOST_PARALLEL ? [] : together;
}

function runningBeside({ together = [], snapshot }: GateInput): readonly TaskView[] {
  return underWay(snapshot.tasks).filter((view) => !together.some(({ task }) => task.id === view.task.id));
}

/** Why one of them runs alone. `remedy`: for one of a batch of several. */
function alone(input: GateInput, view: TaskView, what: string, remedy: string, action?: NonNullable<Found['actions']>[number]): Found {
  const running = runningBeside(input);
  if (running.includes(view)) return found(view, t('{0}; it is under way', what), t('Start the others once it is merged, or one task by itself.'), { id: 'reveal-task', taskId: view.task.id });
  if (input.together?.length !== 1) return found(view, what, remedy, action);
  return found(view, counted(running.length, '{1}; {2} is under way', '{1}; {2} are under way', what, names(running.map(({ task }) => task.id), 3)), t('Start it once nothing else is under way.'), action);
}

/** All that a task rests on, near and far. */
function ancestors({ task }: TaskView, { byId }: Snapshot): ReadonlySet<string> {
  const known = new Set<string>();
  const open = [...task.dependsOn];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (known.has(id)) continue;
    known.add(id);
    for (const next of byId.get(id)?.task.dependsOn ?? []) open.push(next);
  }
  return known;
}

function found({ task }: TaskView, what: string, remedy: string, action?: NonNullable<Found['actions']>[number]): Found {
  return { subject: task.id, message: what, remedy, ...(action ? { actions: [action] } : {}) };
}
