import { cut } from '../cut';
import type { Baseline, ProjectFacts } from '../facts';
import type { Task } from '../manifest/task';
import { readTime } from '../pulse/age';
import type { Snapshot } from '../snapshot';
import { counted, language, t } from '../words';
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
    get title() {
      return t('At least 70 % of the High risk tasks are pending');
    },
    spec: 'Activation Criteria',
    reason: 'Choosing an order pays while the risky work lies ahead; later it only delays what is left.',
    remedy: 'Judge whether the order still matters, and start anyway; or set the code to `warn` for the project.',
    severity: 'block',
    canOverride: true,
    needs: 'manifest',
    seen: ({ snapshot }) => highRiskText(snapshot),
    check: ({ snapshot }) => {
      const { pending, all, percent } = highRisk(snapshot);
      // Where nothing is left to choose from, there is nothing to orchestrate, and another gate says so.
      if (pending * 100 >= all * LEAST_PENDING || !snapshot.tasks.some(({ status }) => status === 'pending')) return [];
      return [
        {
          message: counted(all, 'Only {1} of {0} High risk task is pending, {2} %; orchestrating pays while at least {3} % are', 'Only {1} of {0} High risk tasks are pending, {2} %; orchestrating pays while at least {3} % are', pending.toLocaleString(language()), percent, LEAST_PENDING),
          remedy: t('Start anyway if the order of the rest still matters, or let it pass for good: set {0} to "warn" in orchestrator.gateSeverity.', MOSTLY_STARTED),
          actions: [{ id: 'settings' }, { id: 'always-allow', code: MOSTLY_STARTED }],
        },
      ];
    },
  },
  {
    code: PRD_MISSING,
    gate: 4,
    get title() {
      return t('The Master PRD is there');
    },
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
          message: t('The Master PRD can\'t be read: {0}', facts.prd.reason),
          remedy: t('Write it, or set its path in orchestrator.prdPath. A project without one sets {0} to "warn" in orchestrator.gateSeverity.', PRD_MISSING),
          actions: [{ id: 'settings' }, { id: 'always-allow', code: PRD_MISSING }],
        },
      ];
    },
  },
  {
    code: PRD_STALE,
    gate: 4,
    get title() {
      return t('The Master PRD did not change after the manifest was made');
    },
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
  get title() {
    return t('The state was recorded against this manifest');
  },
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

function highRisk({ tasks }: Snapshot): { readonly pending: number; readonly all: number; readonly percent: number } {
  const high = tasks.filter(({ task }) => task.risk === 'High');
  const pending = high.filter(({ status }) => status === 'pending').length;
  return { pending, all: high.length, percent: Math.floor((pending * 100) / Math.max(1, high.length)) };
}

function highRiskText(snapshot: Snapshot): string {
  const { pending, all, percent } = highRisk(snapshot);
  if (all === 0) return t('no task is High risk');
  return counted(all, '{1} of {0} High risk task is pending, {2} %', '{1} of {0} High risk tasks are pending, {2} %', pending.toLocaleString(language()), percent);
}

function stalePrd({ facts, snapshot }: GateInput): readonly Found[] {
  const { prd } = facts ?? {};
  const made = madeAt(snapshot.manifest?.timestamp);
  if (prd?.kind !== 'found' || prd.isWithManifest === true || made === undefined) return [];
  const changed = readTime(prd.changedAt);
  if (changed === undefined || changed <= made) return [];
  const times = [momentText(changed), cut(snapshot.manifest?.timestamp ?? '', 40)] as const;
  return [
    {
      message: prd.commit === undefined ? t('{0} was changed on {1}, after the manifest was made on {2}', prd.path, ...times) : t('{0} was changed on {1} in commit {3}, after the manifest was made on {2}', prd.path, ...times, prd.commit.slice(0, 8)),
      remedy: t('Look at what changed in it. Make the manifest again if tasks are affected; else set its "timestamp" to now, which says that it still holds.'),
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
  const made = cut(snapshot.manifest?.timestamp ?? t('no time'), 40);
  if (changedAt === undefined) return t('no commit of it is known; the manifest is of {0}', made);
  return isWithManifest === true ? t('last changed {0}, in one commit with the manifest; the manifest is of {1}', changedAt, made) : t('last changed {0}; the manifest is of {1}', changedAt, made);
}

function baselineText(baseline: Baseline | undefined): string | undefined {
  switch (baseline?.kind) {
    case undefined:
      return undefined;
    case 'none':
      return t('the state names no manifest');
    case 'current':
      return { field: t('its hash is the manifest\'s own'), file: t('its hash is the file\'s'), tasks: t('its hash is that of the tasks'), history: t('a former manifest with the same tasks') }[baseline.by];
    case 'stale':
      return t('recorded against {0}', cut(baseline.recorded, 20));
  }
}

type Stale = Extract<Baseline, { kind: 'stale' }>;

function staleState({ recorded, from, diff }: Stale, snapshot: Snapshot): Found {
  const { statePath } = snapshot.backlog;
  const hasOrphans = snapshot.orphans.length > 0;
  if (!diff) {
    return {
      message: t('{0} was recorded against another manifest ({1}), which git\'s history does not have, so what changed since is not known', statePath, cut(recorded, 20)),
      remedy: hasOrphans ? t('Look what became of the tasks that are gone, then migrate the state (vtm migrate), or re-baseline it as it is (vtm rebaseline).') : t('Look whether the tasks in progress are still the same, then re-baseline the state (vtm rebaseline).'),
      actions: hasOrphans ? [{ id: 'migrate-state' }, { id: 'rebaseline' }, { id: 'open-state' }] : [{ id: 'rebaseline' }, { id: 'migrate-state' }, { id: 'open-state' }],
    };
  }
  const touched = [...diff.removed, ...diff.changed.map(({ after }) => after)];
  const started = touched.filter(({ id }) => isStarted(snapshot, id));
  const [first] = started;
  const changes = [changeText(t('{0} added', diff.added.length), diff.added), changeText(t('{0} removed', diff.removed.length), diff.removed), changeText(t('{0} changed', diff.changed.length), diff.changed.map(({ after }) => after))].join(', ');
  const affected = first === undefined ? t('none that was started is affected') : t('affected though started: {0}', listed(started));
  return {
    message: from === undefined ? t('{0} was recorded against another manifest: {1}; {2}', statePath, changes, affected) : t('{0} was recorded against another manifest (commit {3} of {4}): {1}; {2}', statePath, changes, affected, from.commit.slice(0, 8), from.at),
    remedy: first === undefined ? t('Migrate the state (vtm migrate), or re-baseline it as it is (vtm rebaseline).') : t('Look at what changed in these first, then migrate the state (vtm migrate), or re-baseline it as it is (vtm rebaseline).'),
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
  return tasks.length === 0 ? what : `${what} (${listed(tasks)})`;
}

function listed(tasks: readonly Task[]): string {
  return `${tasks.slice(0, 3).map(({ id }) => cut(id, 60)).join(', ')}${tasks.length > 3 ? ', …' : ''}`;
}
