import { eligibleTasks, underWay } from '../select/eligibility';
import { placeOf } from '../problem';
import { counted, t } from '../words';
import type { Rule } from './rule';

/** Gate 5, the "nothing to start" part of gate 7, and gate 8. */
export const stateRules: readonly Rule[] = [
  {
    code: 'BLOCKED::STATE-INVALID',
    gate: 5,
    get title() {
      return t('The task state can be read');
    },
    spec: 'State Tracking',
    reason: 'Who works on what is not known, and writing to a broken file would lose it.',
    remedy: 'Conflict markers: Resolve Conflicts in Task State (`vtm resolve-state`). Else mend it by hand, or take the last version from git.',
    severity: 'block',
    canOverride: false,
    seen: ({ snapshot }) => (snapshot.stateHealth === 'missing' ? t('there is none yet, so every task is pending') : snapshot.backlog.statePath),
    check: ({ snapshot }) => {
      if (snapshot.stateHealth !== 'broken' && snapshot.stateHealth !== 'stale') return [];
      const first = snapshot.problems.find((problem) => problem.severity === 'error' && problem.file === snapshot.backlog.statePath);
      return [
        {
          message: first ? `${placeOf(first)}: ${first.message}` : t('{0} can\'t be read', snapshot.backlog.statePath),
          remedy: first?.remedy ?? t('Mend it by hand or take the last version from git.'),
          actions: [...(first?.kind === 'conflict-markers' ? [{ id: 'resolve-state' } as const] : []), first ? { id: 'open-problem', kind: first.kind } : { id: 'open-state' }],
        },
      ];
    },
  },
];

export const selectionRules: readonly Rule[] = [
  {
    code: 'BLOCKED::NO-ELIGIBLE-TASK',
    gate: 7,
    get title() {
      return t('A task can be started');
    },
    spec: 'Coordination Workflow, step 8',
    reason: 'What is left is done, under way, or waits on something else.',
    remedy: 'See what they wait on with Show Blocked Tasks (`vtm blocked`).',
    severity: 'block',
    canOverride: false,
    needs: 'manifest',
    check: ({ snapshot, settings, task }) => {
      if (task || !snapshot.manifest || eligibleTasks(snapshot, settings.ranking).length > 0) return [];
      const count = (status: string) => snapshot.tasks.filter((view) => view.status === status).length;
      const done = count('completed') + count('abandoned');
      if (done === snapshot.tasks.length) {
        const isEmpty = snapshot.tasks.length === 0;
        const isFaulty = isEmpty && snapshot.problems.some(({ severity, file }) => severity === 'error' && file === snapshot.backlog.manifestPath);
        return [
          {
            message: isFaulty ? t('No task of the manifest can be read') : isEmpty ? t('The manifest lists no tasks') : t('Every task of the manifest is completed or abandoned'),
            remedy: isFaulty ? t('Mend what is wrong in it first.') : isEmpty ? t('Write the first ones there.') : t('There is nothing left to start.'),
            actions: [{ id: 'open-manifest' }],
          },
        ];
      }
      const counts = [count('in-progress'), count('blocked'), count('pending')] as const;
      return [
        {
          message: count('unknown') > 0 ? t('No task can be started: {0} in progress, {1} blocked, {2} pending and waiting, {3} with a status that is not known', ...counts, count('unknown')) : t('No task can be started: {0} in progress, {1} blocked, {2} pending and waiting', ...counts),
          remedy: t('See what they wait on with Show Blocked Tasks (vtm blocked).'),
          actions: [{ id: 'show-blocked' }],
        },
      ];
    },
  },
];

export const wipRules: readonly Rule[] = [
  {
    code: 'BLOCKED::WIP-LIMIT',
    gate: 8,
    get title() {
      return t('One more task stays within the limit');
    },
    spec: 'Self-Check Before Emitting Coordination Report',
    reason: 'Much work begun at once is finished late.',
    remedy: 'Finish a task first, or raise `orchestrator.wipLimit`.',
    severity: 'block',
    canOverride: true,
    seen: ({ snapshot, settings }) => t('{0} of {1} in progress', underWay(snapshot.tasks).length, settings.wipLimit),
    check: ({ snapshot, settings, together }) => {
      const starting = together?.length ?? 1;
      const running = underWay(snapshot.tasks);
      if (running.length + starting <= settings.wipLimit) return [];
      const named = running.length === 0 ? '' : `: ${running.slice(0, 5).map((view) => view.task.id).join(', ')}${running.length > 5 ? ', …' : ''}`;
      return [
        {
          message: `${starting === 1 ? counted(running.length, '{0} task is in progress, and the limit is {1}', '{0} tasks are in progress, and the limit is {1}', settings.wipLimit) : counted(running.length, '{0} task is in progress, {1} more would start, and the limit is {2}', '{0} tasks are in progress, {1} more would start, and the limit is {2}', starting, settings.wipLimit)}${named}`,
          remedy: running.length >= settings.wipLimit ? t('Finish one of them first, or raise the setting orchestrator.wipLimit.') : t('Start fewer at once, or raise the setting orchestrator.wipLimit.'),
          actions: [...running.slice(0, 1).map((view) => ({ id: 'reveal-task' as const, taskId: view.task.id })), { id: 'settings' as const }],
        },
      ];
    },
  },
  {
    code: 'WARN::WIP-OVERLOAD',
    gate: 8,
    get title() {
      return t('No more tasks are in progress than the limit allows');
    },
    spec: 'Enforcement & Guardrails',
    reason: 'Much work begun at once is finished late.',
    remedy: 'Finish some tasks before starting more.',
    severity: 'warn',
    canOverride: true,
    check: ({ snapshot, settings }) => {
      const running = underWay(snapshot.tasks).length;
      if (running <= settings.wipLimit) return [];
      return [{ message: t('{0} tasks are in progress at once; the limit is {1}', running, settings.wipLimit), remedy: t('Finish some of them before starting more.') }];
    },
  },
];
