import type { ProjectHistory } from '../../src/core/history/history';
import type { PlanModel } from '../../src/core/planProtocol';
import { planBacklog } from '../../src/core/plan/planBacklog';
import { graphModel } from '../../src/core/projections/graph';
import { historyAllDays, historyFigures } from '../../src/core/projections/historyBoard';
import { historyFrame } from '../../src/core/projections/historyFrame';
import { isReadable, unreadableModel } from '../../src/core/projections/panel';
import { planBoard } from '../../src/core/projections/planView';
import { pulseModel } from '../../src/core/projections/pulse';
import type { PulseModel } from '../../src/core/pulseProtocol';
import { attentionInViews } from '../../src/core/rules/attention';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import type { Snapshot } from '../../src/core/snapshot';

const NOW = new Date('2026-01-02T03:04:05Z');
const DAY = 86_400_000;

export interface Boards {
  readonly pulse: readonly PulseModel[];
  readonly plan: readonly PlanModel[];
}

/** Every model that the host would send to its panels of this backlog. */
export function boardsOf(snapshot: Snapshot): Boards {
  const input = { snapshot, gitFacts: { kind: 'unread', reason: '' } as const, settings: DEFAULT_SETTINGS, isLoaded: true, isTrusted: true, isOneOfSeveral: true };
  const attention = attentionInViews({ snapshot, facts: {}, settings: DEFAULT_SETTINGS, now: NOW });
  const pulse = [pulseModel({ ...input, attention, now: NOW }), graphModel(input)];
  if (!isReadable(input)) return { pulse, plan: [unreadableModel(input)] };
  const past = pastOf(snapshot);
  const figures = historyFigures(past, historyAllDays(past, {}, 0), { day: undefined, offsetMinutes: 0, snapshot });
  const choices = { scope: { kind: 'backlog' as const }, max: 3, excluded: [] };
  const plan = planBacklog(snapshot, { scope: choices.scope, isParallel: true, max: 3, settings: DEFAULT_SETTINGS });
  return {
    pulse: [...pulse, { ...historyFrame(input), told: { ...figures, isReading: false, base: 'main' } }],
    plan: [planBoard(input, { plan, choices })],
  };
}

/** As if the first tasks had been done, one every second day. */
function pastOf({ tasks }: Snapshot): ProjectHistory {
  const from = NOW.getTime() - 60 * DAY;
  const at = (day: number, what: 'appeared' | 'started' | 'completed', status: 'pending' | 'in-progress' | 'completed') => ({ at: from + day * DAY, what, status, from: { kind: 'file' as const } });
  return {
    key: 'past',
    from,
    until: NOW.getTime(),
    isWhole: true,
    tasks: tasks.map(({ task: { id, phase, slice, risk } }, index) => ({
      ...{ id, phase, slice, risk, isGone: false },
      events: [at(0, 'appeared', 'pending'), ...(index < 25 ? [at(2 * index + 1, 'started', 'in-progress'), at(2 * index + 2, 'completed', 'completed')] : [])],
    })),
  };
}
