import type { Conflicts } from '../../../src/core/plan/conflicts';
import { planBacklog } from '../../../src/core/plan/planBacklog';
import type { PlanBoard, PlanModel } from '../../../src/core/planProtocol';
import type { PlanChoices } from '../../../src/core/planToHost';
import type { PanelInput } from '../../../src/core/projections/panel';
import { planBoard } from '../../../src/core/projections/planView';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import type { Snapshot } from '../../../src/core/snapshot';
import type { Actions, Look } from '../../../src/webview/plan/actions';
import { App } from '../../../src/webview/plan/app';
import { drawn } from './tree';

export const EVERYTHING: PlanChoices = { scope: { kind: 'backlog' }, max: 3, excluded: [] };

interface BoardOptions extends Partial<PanelInput> {
  readonly choices?: Partial<PlanChoices>;
  readonly conflicts?: Conflicts;
}

/** The board of a snapshot's plan, apart from what is given. */
export function boardOf(snapshot: Snapshot, { choices: given, conflicts, ...input }: BoardOptions = {}): PlanBoard {
  const choices = { ...EVERYTHING, ...given };
  const plan = planBacklog(snapshot, {
    scope: choices.scope,
    max: choices.max,
    excluded: new Set(choices.excluded),
    isParallel: true,
    ...(conflicts ? { conflicts } : {}),
    settings: DEFAULT_SETTINGS,
  });
  const surroundings = { gitFacts: { kind: 'unread', reason: '' }, settings: DEFAULT_SETTINGS, isLoaded: true, isTrusted: true, isOneOfSeveral: false } as const;
  return planBoard({ ...surroundings, ...input, snapshot }, { plan, choices });
}

/** The panel as it is drawn; what a person does is noted in `calls`. */
export function planPage(model: PlanModel, calls: string[] = [], look: Partial<Look> = {}) {
  const actions: Actions = {
    reveal: (id) => calls.push(`reveal ${id}`),
    copy: () => calls.push('copy'),
    openProblem: (index) => calls.push(`openProblem ${index}`),
    refresh: () => calls.push('refresh'),
    begin: (how) => calls.push(`begin ${how}`),
    isOpen: (_, byDefault) => byDefault,
    keepOpen: () => undefined,
    chooseScope: (scope) => calls.push(`scope ${JSON.stringify(scope)}`),
    chooseMax: (max) => calls.push(`max ${max}`),
    tick: (id, isIn) => calls.push(`${isIn ? 'in' : 'out'} ${id}`),
    tickAll: () => calls.push('all in'),
    start: (ids) => calls.push(`start ${ids.join(' ')}`),
    point: (id) => calls.push(`point ${id}`),
    showDependencies: (isShown) => calls.push(`dependencies ${isShown}`),
  };
  return drawn(<App model={model} isCopied={false} look={{ hasDependencies: false, edges: [], ...look }} actions={actions} />);
}
