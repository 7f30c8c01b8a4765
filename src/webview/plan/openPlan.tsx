import { readPlanToPanel, type PlanModel } from '../../core/planProtocol';
import { asking } from '../shared/asking';
import { host } from '../shared/host';
import { choicesKept, isOpen, keepChoices, keepOpen } from '../shared/keptState';
import { openPage } from '../shared/page';
import type { Actions } from './actions';
import { BoardPage } from './boardPage';

const DEPENDENCIES = 'dependencies';

/** The plan panel's page. What is chosen is the host's to hold; the page keeps it for the time after a reload. */
export function openPlan(): void {
  const actions: Actions = {
    ...asking,
    isOpen,
    keepOpen,
    chooseScope: (scope) => host.postMessage({ type: 'scope', scope }),
    chooseMax: (max) => host.postMessage({ type: 'max', max }),
    tick: (taskId, isIn) => host.postMessage({ type: 'tick', taskId, isIn }),
    tickAll: () => host.postMessage({ type: 'tickAll' }),
    start: (taskIds) => host.postMessage({ type: 'start', taskIds: [...taskIds] }),
    point: (taskId) => page.point(taskId),
    showDependencies: (isShown) => {
      keepOpen(DEPENDENCIES, isShown);
      page.change({ hasDependencies: isShown });
    },
  };
  const page = new BoardPage(actions);
  page.change({ hasDependencies: isOpen(DEPENDENCIES, false) });
  openPage<PlanModel>({
    id: 'plan',
    loading: { kind: 'loading' },
    read: readPlanToPanel,
    draw: (root, model, isCopied) => {
      if (model.kind === 'plan') keepChoices(model.choices);
      page.draw(root, model, isCopied);
    },
  });
  const choices = choicesKept();
  host.postMessage({ type: 'ready', ...(choices ? { choices } : {}) });
}
