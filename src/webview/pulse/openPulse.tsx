import { render } from 'preact';
import { readMessageToPanel, type PulseModel } from '../../core/pulseProtocol';
import { asking } from '../shared/asking';
import { host } from '../shared/host';
import { isOpen, keepOpen } from '../shared/keptState';
import { openPage } from '../shared/page';
import type { Actions } from './actions';
import { App } from './app';

const actions: Actions = {
  ...asking,
  start: (taskId) => host.postMessage({ type: 'start', taskId }),
  sendEscalation: (id) => host.postMessage({ type: 'sendEscalation', id }),
  isOpen,
  keepOpen,
};

/** The pulse panel's page. */
export function openPulse(): void {
  openPage<PulseModel>({
    id: 'pulse',
    loading: { kind: 'loading' },
    read: readMessageToPanel,
    draw: (root, model, isCopied) => render(<App model={model} isCopied={isCopied} actions={actions} />, root),
  });
  host.postMessage({ type: 'ready' });
}
