import type * as vscode from 'vscode';
import type { PlanScope } from '../../core/plan/backlogPlan';
import type { Log } from '../../core/ports';
import type { PlanModel } from '../../core/planProtocol';
import { t } from '../../core/words';
import type { Backlog, Backlogs } from '../backlog';
import { loadWhenUsed } from '../loadWhenUsed';
import { registerPanel, type OnePanel } from '../panel/registerPanel';
import { backlogOf } from '../tree/backlogOf';
import { elementOf } from '../tree/taskIdOf';
import type { PlanActions } from './planParts';
import type { PlanWork } from './planWork';

/** The type under which the workbench restores the panel; `package.json` has `onWebviewPanel:` with it. */
const PLAN_VIEW_TYPE = 'orchestrator.plan';

interface PlanServices<B extends Backlog> {
  readonly backlogs: Omit<Backlogs, 'all' | 'active'> & { readonly all: readonly B[]; readonly active: B | undefined };
  readonly log: Log;
  /** Makes it the active backlog. */
  choose(backlog: B): Promise<void>;
}

export interface PlanPart {
  dispose(): void;
  /** Opens the panel, or brings the open one to the front. `argument`: a row of the tree, whose phase or slice is planned then. */
  show(argument?: unknown): Promise<void>;
  /** What the open panel's page was last given. */
  readonly shown: PlanModel | undefined;
}

/**
 * Lays the plan panel: one at most, of the active backlog, updated by itself, restored after a reload.
 *
 * @param viewType given by tests alone: a type can be restored by one part only
 */
export function registerPlan<B extends Backlog>(
  context: Pick<vscode.ExtensionContext, 'extensionUri' | 'workspaceState'>,
  services: PlanServices<B>,
  actions: PlanActions,
  viewType = PLAN_VIEW_TYPE,
): PlanPart {
  const { backlogs } = services;
  let loading: Promise<PlanWork> | undefined;
  const work = () =>
    (loading ??= loadWhenUsed().then(({ planWork }) =>
      planWork({ memento: context.workspaceState, backlogs, actions, panel: { update: () => panel.update(), tellCopied: () => panel.tellCopied() } }),
    ));
  const panel: OnePanel<PlanModel> = registerPanel(context, services, { viewType, title: t('Parallel Plan'), icon: 'project' }, async () => (await work()).parts);

  const show = async (argument?: unknown) => {
    if (argument !== undefined) {
      const backlog = backlogOf(backlogs, argument);
      if (backlog !== backlogs.active) await services.choose(backlog);
      await (await work()).choose(backlog, scopeOf(argument));
    }
    await panel.show();
    panel.update();
  };

  return {
    show,
    get shown() {
      return panel.shown;
    },
    dispose: panel.dispose,
  };
}

/** The phase or slice that a row of the tree stands for. */
function scopeOf(argument: unknown): PlanScope | undefined {
  const node = elementOf(argument)?.node;
  return node?.kind === 'group' ? node.scope : undefined;
}
