import * as vscode from 'vscode';
import type { Beginning } from '../../core/beginning';
import { scopeText } from '../../core/plan/planText';
import type { PlanModel } from '../../core/planProtocol';
import { readPlanToHost, type PlanToHost } from '../../core/planToHost';
import { t } from '../../core/words';
import type { Backlog, Backlogs } from '../backlog';
import type { PanelParts } from '../panel/modelPanel';
import type { OnePanel } from '../panel/registerPanel';
import type { ChosenPlans } from './chosenPlans';
import type { PlanSource } from './planSource';

/** A task of the backlog whose folder this is, as a URI text. */
interface TaskPlace {
  readonly taskId: string;
  readonly folder: string;
}

/** What the panel asks of the other parts. */
export interface PlanActions {
  reveal(task: TaskPlace): void;
  startTask(task: TaskPlace): void;
  /** Tasks of one wave; `of` is what they were planned from, such as `Slice 1.1`. */
  startBatch(start: { readonly taskIds: readonly string[]; readonly of: string; readonly folder: string }): void;
  openProblem(index: number): void;
  /** Where there is no backlog. */
  begin(how: Beginning): void;
}

interface Services {
  readonly backlogs: Pick<Backlogs, 'active'>;
  readonly chosen: ChosenPlans;
  readonly source: PlanSource;
  readonly actions: PlanActions;
  readonly panel: Pick<OnePanel<PlanModel>, 'update' | 'tellCopied'>;
}

/** What the plan panel shows, and how it answers its page. */
export function planParts(services: Services): PanelParts<PlanModel, PlanToHost> {
  const { backlogs, chosen, source, panel } = services;
  return {
    page: { name: 'plan', title: t('Parallel Plan') },
    model: () => source.model(),
    read: readPlanToHost,
    ready: ({ choices }) => {
      const { active } = backlogs;
      if (active && choices) chosen.restore(active.folder.uri.toString(), choices);
    },
    handle: async (message) => {
      if (message.type === 'begin') return services.actions.begin(message.with);
      const { active } = backlogs;
      if (!active) return;
      await answer(message, active, services);
      panel.update();
    },
  };
}

async function answer(message: Exclude<PlanToHost, { type: 'ready' | 'begin' }>, backlog: Backlog, { chosen, source, actions, panel }: Services): Promise<void> {
  const folder = backlog.folder.uri.toString();
  switch (message.type) {
    case 'scope':
      return chosen.chooseScope(folder, message.scope);
    case 'max':
      return chosen.chooseMax(folder, message.max);
    case 'tick':
      return chosen.tick(folder, message.taskId, message.isIn);
    case 'tickAll':
      return chosen.tickAll(folder);
    case 'reveal':
      return actions.reveal({ taskId: message.taskId, folder });
    case 'openProblem':
      return actions.openProblem(message.index);
    case 'refresh':
      return backlog.refresh();
    case 'start': {
      const [taskId, ...others] = message.taskIds;
      if (taskId === undefined) return;
      if (others.length === 0) return actions.startTask({ taskId, folder });
      return actions.startBatch({ taskIds: message.taskIds, of: scopeText(source.choicesOf(backlog).scope), folder });
    }
    case 'copy':
      await vscode.env.clipboard.writeText(source.text() ?? '');
      panel.tellCopied();
  }
}
