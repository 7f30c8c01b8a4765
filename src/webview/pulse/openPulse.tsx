import { render } from 'preact';
import { readMessageToPanel, type PulseModel } from '../../core/pulseProtocol';
import type { PulseView } from '../../core/pulseToHost';
import { asking } from '../shared/asking';
import { host } from '../shared/host';
import { isOpen, keepOpen, keepView, viewKept } from '../shared/keptState';
import { openPage } from '../shared/page';
import type { Actions } from './actions';
import { App } from './app';

const actions: Actions = {
  ...asking,
  start: (taskId) => host.postMessage({ type: 'start', taskId }),
  sendEscalation: (id) => host.postMessage({ type: 'sendEscalation', id }),
  list: (of) => host.postMessage({ type: 'list', of }),
  begin: (how) => host.postMessage({ type: 'begin', with: how }),
  showView: (view) => host.postMessage({ type: 'view', view }),
  isOpen,
  keepOpen,
};

/** The pulse's page, in the panel or, compact, in the sidebar. */
export function openPulse(): void {
  const isCompact = document.body.dataset['form'] === 'compact';
  openPage<PulseModel>({
    id: 'pulse',
    loading: { kind: 'loading' },
    read: readMessageToPanel,
    draw: (root, model, isCopied) => {
      const view = isCompact ? undefined : viewOf(model);
      if (view) keepView(view);
      render(<App model={model} isCopied={isCopied} isCompact={isCompact} actions={actions} />, root);
    },
  });
  const view = viewKept();
  host.postMessage({ type: 'ready', ...(view ? { view } : {}) });
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
