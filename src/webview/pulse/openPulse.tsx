import { render } from 'preact';
import { readMessageToPanel, type PulseModel } from '../../core/pulseProtocol';
import type { PulseView } from '../../core/pulseToHost';
import { GraphView } from '../graph/graphView';
import { LookedAt } from '../history/lookedAt';
import { asking } from '../shared/asking';
import { host } from '../shared/host';
import { historyKept, isOpen, keepOpen, keepView, viewKept } from '../shared/keptState';
import { openPage } from '../shared/page';
import type { Actions } from './actions';
import { App } from './app';

/** Draws the page as it was last drawn. */
let redraw = (): void => undefined;

const actions: Actions = {
  ...asking,
  start: (taskId) => host.postMessage({ type: 'start', taskId }),
  sendEscalation: (id) => host.postMessage({ type: 'sendEscalation', id }),
  list: (of) => host.postMessage({ type: 'list', of }),
  showView: (view) => host.postMessage({ type: 'view', view }),
  save: () => host.postMessage({ type: 'save' }),
  plan: () => host.postMessage({ type: 'plan' }),
  openManifest: () => host.postMessage({ type: 'openManifest' }),
  history: new LookedAt(() => redraw()),
  isOpen,
  keepOpen,
};

/** The pulse's page, in the panel or, compact, in the sidebar. */
export function openPulse(): void {
  const graph = new GraphView(() => redraw());
  const isCompact = document.body.dataset['form'] === 'compact';
  openPage<PulseModel>({
    id: 'pulse',
    loading: { kind: 'loading' },
    read: readMessageToPanel,
    draw: (root, model, isCopied) => {
      const view = isCompact ? undefined : viewOf(model);
      if (view) keepView(view);
      redraw = () => {
        render(<App model={model} isCopied={isCopied} isCompact={isCompact} actions={actions} graph={model.kind === 'graph' ? graph.state(model) : undefined} />, root);
        graph.drawn(root);
      };
      redraw();
    },
  });
  const [view, history] = [viewKept(), historyKept()];
  host.postMessage({ type: 'ready', ...(view ? { view } : {}), ...(history ? { history } : {}) });
}

/** The view that a model is of; undefined where it tells of none. */
function viewOf({ kind }: PulseModel): PulseView | undefined {
  switch (kind) {
    case 'graph':
    case 'history':
      return kind;
    case 'ready':
    case 'finished':
    case 'empty':
      return 'now';
    case 'loading':
    case 'none':
    case 'broken':
      return undefined;
  }
}
