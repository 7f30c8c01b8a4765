import type { PlanModel } from '../../core/planProtocol';
import type { PlanToHost } from '../../core/planToHost';
import { scopeIn } from '../../core/projections/planScopes';
import type { PlanScope } from '../../core/plan/backlogPlan';
import type { Backlog, Backlogs } from '../backlog';
import type { PanelParts } from '../panel/modelPanel';
import type { OnePanel } from '../panel/registerPanel';
import { ChosenPlans } from './chosenPlans';
import { planParts, type PlanActions } from './planParts';
import { PlanSource } from './planSource';

interface PlanWorkServices {
  readonly memento: ConstructorParameters<typeof ChosenPlans>[0];
  readonly backlogs: Backlogs;
  readonly actions: PlanActions;
  readonly panel: Pick<OnePanel<PlanModel>, 'update' | 'tellCopied'>;
}

/** What the plan panel shows, and what is planned there. */
export interface PlanWork {
  readonly parts: PanelParts<PlanModel, PlanToHost>;
  /** Plans a phase or slice from now on, while the backlog has it. */
  choose(backlog: Backlog, scope: PlanScope | undefined): Promise<void>;
}

/** Made once for a window, when a plan is first shown. */
export function planWork({ memento, backlogs, actions, panel }: PlanWorkServices): PlanWork {
  const chosen = new ChosenPlans(memento);
  return {
    parts: planParts({ backlogs, chosen, source: new PlanSource(backlogs, chosen), actions, panel }),
    choose: async ({ folder, snapshot }, wanted) => {
      const scope = scopeIn(snapshot, wanted);
      if (scope) await chosen.chooseScope(folder.uri.toString(), scope);
    },
  };
}
