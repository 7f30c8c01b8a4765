import { eligibleTasks, underWay } from '../select/eligibility';
import { placeOf } from '../problem';
import type { Rule } from './rule';

/** Gate 5, the "nothing to start" part of gate 7, and gate 8. */
export const stateRules: readonly Rule[] = [
  {
    code: 'BLOCKED::STATE-INVALID',
    gate: 5,
    title: 'The task state can be read',
    spec: 'State Tracking',
    reason: 'Who works on what is not known, and writing to a broken file would lose it.',
    remedy: 'Conflict markers: Resolve Conflicts in Task State (`vtm resolve-state`). Else mend it by hand, or take the last version from git.',
    severity: 'block',
    canOverride: false,
    seen: ({ snapshot }) => (snapshot.stateHealth === 'missing' ? 'there is none yet, so every task is pending' : snapshot.backlog.statePath),
    check: ({ snapshot }) => {
      if (snapshot.stateHealth !== 'broken' && snapshot.stateHealth !== 'stale') return [];
      const first = snapshot.problems.find((problem) => problem.severity === 'error' && problem.file === snapshot.backlog.statePath);
      return [
        {
          message: first ? `${placeOf(first)}: ${first.message}` : `${snapshot.backlog.statePath} can't be read`,
          remedy: first?.remedy ?? 'Mend it by hand or take the last version from git.',
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
    title: 'A task can be started',
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
            message: isFaulty ? 'No task of the manifest can be read' : isEmpty ? 'The manifest lists no tasks' : 'Every task of the manifest is completed or abandoned',
            remedy: isFaulty ? 'Mend what is wrong in it first.' : isEmpty ? 'Write the first ones there.' : 'There is nothing left to start.',
            actions: [{ id: 'open-manifest' }],
          },
        ];
      }
      const unknown = count('unknown') > 0 ? `, ${count('unknown')} with a status that is not known` : '';
      return [
        {
          message: `No task can be started: ${count('in-progress')} in progress, ${count('blocked')} blocked, ${count('pending')} pending and waiting${unknown}`,
          remedy: 'See what they wait on with Show Blocked Tasks (vtm blocked).',
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
    title: 'One more task stays within the limit',
    spec: 'Self-Check Before Emitting Coordination Report',
    reason: 'Much work begun at once is finished late.',
    remedy: 'Finish a task first, or raise `orchestrator.wipLimit`.',
    severity: 'block',
    canOverride: true,
    seen: ({ snapshot, settings }) => `${underWay(snapshot.tasks).length} of ${settings.wipLimit} in progress`,
    check: ({ snapshot, settings, together }) => {
      const starting = together?.length ?? 1;
      const running = underWay(snapshot.tasks);
      if (running.length + starting <= settings.wipLimit) return [];
      const named = running.length === 0 ? '' : `: ${running.slice(0, 5).map((view) => view.task.id).join(', ')}${running.length > 5 ? ', …' : ''}`;
      return [
        {
          message: `${running.length} ${running.length === 1 ? 'task is' : 'tasks are'} in progress${starting === 1 ? '' : `, ${starting} more would start`}, and the limit is ${settings.wipLimit}${named}`,
          remedy: `${running.length >= settings.wipLimit ? 'Finish one of them first' : 'Start fewer at once'}, or raise the setting orchestrator.wipLimit.`,
          actions: [...running.slice(0, 1).map((view) => ({ id: 'reveal-task' as const, taskId: view.task.id })), { id: 'settings' as const }],
        },
      ];
    },
  },
  {
    code: 'WARN::WIP-OVERLOAD',
    gate: 8,
    title: 'No more tasks are in progress than the limit allows',
    spec: 'Enforcement & Guardrails',
    reason: 'Much work begun at once is finished late.',
    remedy: 'Finish some tasks before starting more.',
    severity: 'warn',
    canOverride: true,
    check: ({ snapshot, settings }) => {
      const running = underWay(snapshot.tasks).length;
      if (running <= settings.wipLimit) return [];
      return [{ message: `${running} tasks are in progress at once; the limit is ${settings.wipLimit}`, remedy: 'Finish some of them before starting more.' }];
    },
  },
];
