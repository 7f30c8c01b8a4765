import * as z from 'zod/mini';
import { render } from 'preact';
import '@vscode/codicons/dist/codicon.css';
import './pulse.css';
import './board.css';
import './sections.css';
import './attention.css';
import { readMessageToPanel, type PulseModel } from '../../core/pulseProtocol';
import type { Actions } from './actions';
import { App } from './app';
import { host } from './host';
import { isOpen, keepOpen, keepScroll, scrollKept } from './viewState';

// Compiling schemas would need eval, which the content security policy forbids.
z.config({ jitless: true });

const root = document.body.appendChild(document.createElement('main'));
root.id = 'pulse';

const actions: Actions = {
  reveal: (taskId) => host.postMessage({ type: 'reveal', taskId }),
  start: (taskId) => host.postMessage({ type: 'start', taskId }),
  copy: () => host.postMessage({ type: 'copy' }),
  openProblem: (index) => host.postMessage({ type: 'openProblem', index }),
  sendEscalation: (id) => host.postMessage({ type: 'sendEscalation', id }),
  refresh: () => host.postMessage({ type: 'refresh' }),
  isOpen,
  keepOpen,
};

let model: PulseModel = { kind: 'loading' };
let isCopied = false;
let copiedTimer: ReturnType<typeof setTimeout> | undefined;
let isScrolledBack = false;

function show(): void {
  render(<App model={model} isCopied={isCopied} actions={actions} />, root);
  if (isScrolledBack || model.kind === 'loading') return;
  isScrolledBack = true;
  window.scrollTo(0, scrollKept());
}

function tellCopied(): void {
  isCopied = true;
  clearTimeout(copiedTimer);
  copiedTimer = setTimeout(() => {
    isCopied = false;
    show();
  }, 2000);
}

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = readMessageToPanel(data);
  if (!message) return;
  if (message.type === 'state') model = message.model;
  else tellCopied();
  show();
});

let scrollTimer: ReturnType<typeof setTimeout> | undefined;
window.addEventListener('scroll', () => {
  if (!isScrolledBack) return;
  clearTimeout(scrollTimer);
  scrollTimer = setTimeout(() => keepScroll(window.scrollY), 150);
}, { passive: true });

show();
host.postMessage({ type: 'ready' });
