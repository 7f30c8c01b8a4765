import { cut } from '../cut';
import type { Baseline, ProjectFacts } from '../facts';
import type { Task } from '../manifest/task';
import { readTime } from '../pulse/age';
import type { Snapshot } from '../snapshot';
import type { Found, GateInput, Rule } from './rule';

const MOSTLY_STARTED = 'BLOCKED::HIGH-RISK-MOSTLY-STARTED';
const PRD_MISSING = 'BLOCKED::MASTER-PRD-MISSING';
const PRD_STALE = 'BLOCKED::MASTER-PRD-STALE';
export const STALE_STATE = 'WARN::STALE-STATE';
/** Of the High risk tasks, in percent, that must still be pending (spec, Activation Criteria). */
const LEAST_PENDING = 70;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Gates 3 and 4: whether the project is one that orchestrating helps, and its plan the one that is meant. */
export const projectRules: readonly Rule[] = [
  {
    code: MOSTLY_STARTED,
    gate: 3,
    title: 'At least 70 % of the High risk tasks are pending',
    spec: 'Activation Criteria',
    reason: 'Choosing an order pays while the risky work lies ahead; later it only delays what is left.',
    remedy: 'Judge whether the order still matters, and start anyway; or set the code to `warn` for the project.',
    severity: 'block',
    canOverride: true,
    needs: 'manifest',
    seen: ({ snapshot }) => highRiskText(snapshot),
    check: ({ snapshot }) => {
      const { pending, all } = highRisk(snapshot);
      // Where nothing is left to choose from, there is nothing to orchestrate, and another gate says so.
      if (pending * 100 >= all * LEAST_PENDING || !snapshot.tasks.some(({ status }) => status === 'pending')) return [];
      return [
        {
          message: `Only ${highRiskText(snapshot)}; orchestrating pays while at least ${LEAST_PENDING} % are`,
          remedy: `Start anyway if the order of the rest still matters, or let it pass for good: set ${MOSTLY_STARTED} to "warn" in orchestrator.gateSeverity.`,
          actions: [{ id: 'settings' }, { id: 'always-allow', code: MOSTLY_STARTED }],
        },
      ];
    },
  },
  {
    code: PRD_MISSING,
    gate: 4,
    title: 'The Master PRD is there',
    spec: 'Coordination Workflow, step 1',
    reason: 'Tasks serve the requirements; without them nobody can judge what a task is for.',
    remedy: 'Write it, or set its path in `orchestrator.prdPath`; a project without one sets the code to `warn` or `off`.',
    severity: 'block',
    canOverride: true,
    needs: 'prd',
    seen: ({ facts }) => facts?.prd?.path,
    check: ({ facts }) => {
      if (facts?.prd?.kind !== 'missing') return [];
      return [
        {
          message: `The Master PRD can't be read: ${facts.prd.reason}`,
          remedy: `Write it, or set its path in orchestrator.prdPath. A project without one sets ${PRD_MISSING} to "warn" in orchestrator.gateSeverity.`,
          actions: [{ id: 'settings' }, { id: 'always-allow', code: PRD_MISSING }],
        },
      ];
    },
  },
  {
    code: PRD_STALE,
    gate: 4,
    title: 'The Master PRD did not change after the manifest was made',
    spec: 'Coordination Workflow, step 1',
    reason: 'Tasks that were cut from older requirements may build what is no longer wanted.',
    remedy: 'Look at what changed in it; then make the manifest again, or set its `timestamp` to the time at which you found that it still holds.',
    severity: 'block',
    canOverride: true,
    needs: 'prd',
    seen: prdTimes,
    check: stalePrd,
  },
];

/** The part of gate 5 that compares the state with the manifest (spec, step 6). */
export const staleStateRule: Rule = {
  code: STALE_STATE,
  gate: 5,
  title: 'The state was recorded against this manifest',
  spec: 'Coordination Workflow, step 6',
  reason: 'When tasks changed meanwhile, what is recorded of them may speak of something else.',
  remedy: 'Look at what was added, removed and changed; then migrate the state (`vtm migrate`), or record that it holds as it is (`vtm rebaseline`).',
  severity: 'warn',
  canOverride: true,
  needs: 'baseline',
  seen: ({ facts }) => baselineText(facts?.baseline),
  check: ({ facts, snapshot }) => staleStateIn(snapshot, facts),
};

/** What is told of a state that was recorded against another manifest: by its gate, and among what needs attention. */
export function staleStateIn(snapshot: Snapshot, facts: ProjectFacts | undefined): readonly Found[] {
  return facts?.baseline?.kind === 'stale' ? [staleState(facts.baseline, snapshot)] : [];
}

function highRisk({ tasks }: Snapshot): { readonly pending: number; readonly all: number } {
  const high = tasks.filter(({ task }) => task.risk === 'High');
  return { pending: high.filter(({ status }) => status === 'pending').length, all: high.length };
}

function highRiskText(snapshot: Snapshot): string {
  const { pending, all } = highRisk(snapshot);
  if (all === 0) return 'no task is High risk';
  return `${pending} of ${all} High risk ${all === 1 ? 'task is' : 'tasks are'} pending, ${Math.floor((pending * 100) / all)} %`;
}

function stalePrd({ facts, snapshot }: GateInput): readonly Found[] {
  const { prd } = facts ?? {};
  const made = madeAt(snapshot.manifest?.timestamp);
  if (prd?.kind !== 'found' || prd.isWithManifest === true || made === undefined) return [];
  const changed = readTime(prd.changedAt);
  if (changed === undefined || changed <= made) return [];
  const commit = prd.commit === undefined ? '' : ` in commit ${prd.commit.slice(0, 8)}`;
  return [
    {
      message: `${prd.path} was changed on ${momentText(changed)}${commit}, after the manifest was made on ${cut(snapshot.manifest?.timestamp ?? '', 40)}`,
      remedy: 'Look at what changed in it. Make the manifest again if tasks are affected; else set its "timestamp" to now, which says that it still holds.',
      actions: [{ id: 'open-prd' }, { id: 'always-allow', code: PRD_STALE }],
    },
  ];
}

/** A day without a time is meant whole: what changed on it is not later. */
function madeAt(timestamp: string | undefined): number | undefined {
  const time = readTime(timestamp);
  return time !== undefined && /^\s*\d{4}-\d\d-\d\d\s*$/.test(timestamp ?? '') ? time + DAY_MS : time;
}

function momentText(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

function prdTimes({ facts, snapshot }: GateInput): string | undefined {
  if (facts?.prd?.kind !== 'found') return undefined;
  const { changedAt, isWithManifest } = facts.prd;
  const changed = changedAt === undefined ? 'no commit of it is known' : `last changed ${changedAt}${isWithManifest === true ? ', in one commit with the manifest' : ''}`;
  return `${changed}; the manifest is of ${cut(snapshot.manifest?.timestamp ?? 'no time', 40)}`;
}

function baselineText(baseline: Baseline | undefined): string | undefined {
  switch (baseline?.kind) {
    case undefined:
      return undefined;
    case 'none':
      return 'the state names no manifest';
    case 'current':
      return { field: 'its hash is the manifest\'s own', file: 'its hash is the file\'s', tasks: 'its hash is that of the tasks', history: 'a former manifest with the same tasks' }[baseline.by];
    case 'stale':
      return `recorded against ${cut(baseline.recorded, 20)}`;
  }
}

type Stale = Extract<Baseline, { kind: 'stale' }>;

const NEXT = 'migrate the state (vtm migrate), or re-baseline it as it is (vtm rebaseline).';

function staleState({ recorded, from, diff }: Stale, snapshot: Snapshot): Found {
  const { statePath } = snapshot.backlog;
  const hasOrphans = snapshot.orphans.length > 0;
  if (!diff) {
    return {
      message: `${statePath} was recorded against another manifest (${cut(recorded, 20)}), which git's history does not have, so what changed since is not known`,
      remedy: hasOrphans ? `Look what became of the tasks that are gone, then ${NEXT}` : 'Look whether the tasks in progress are still the same, then re-baseline the state (vtm rebaseline).',
      actions: hasOrphans ? [{ id: 'migrate-state' }, { id: 'rebaseline' }, { id: 'open-state' }] : [{ id: 'rebaseline' }, { id: 'migrate-state' }, { id: 'open-state' }],
    };
  }
  const touched = [...diff.removed, ...diff.changed.map(({ after }) => after)];
  const started = touched.filter(({ id }) => isStarted(snapshot, id));
  const [first] = started;
  const of = from === undefined ? '' : ` (commit ${from.commit.slice(0, 8)} of ${from.at})`;
  const affected = first === undefined ? 'none that was started is affected' : `affected though started: ${listed(started)}`;
  return {
    message: `${statePath} was recorded against another manifest${of}: ${changeText('added', diff.added)}, ${changeText('removed', diff.removed)}, ${changeText('changed', diff.changed.map(({ after }) => after))}; ${affected}`,
    remedy: first === undefined ? `${NEXT.charAt(0).toUpperCase()}${NEXT.slice(1)}` : `Look at what changed in these first, then ${NEXT}`,
    actions: [
      { id: 'show-manifest-changes' },
      { id: 'migrate-state' },
      { id: 'rebaseline' },
      ...(first !== undefined && snapshot.byId.has(first.id) ? [{ id: 'reveal-task', taskId: first.id } as const] : []),
    ],
  };
}

/** Begun in any way: also a task that only the state still knows. */
function isStarted({ byId, state }: Snapshot, id: string): boolean {
  const status = byId.get(id)?.status ?? state.entries.get(id)?.status ?? 'pending';
  return status !== 'pending';
}

function changeText(what: string, tasks: readonly Task[]): string {
  return tasks.length === 0 ? `0 ${what}` : `${tasks.length} ${what} (${listed(tasks)})`;
}

function listed(tasks: readonly Task[]): string {
  return `${tasks.slice(0, 3).map(({ id }) => cut(id, 60)).join(', ')}${tasks.length > 3 ? ', …' : ''}`;
}
