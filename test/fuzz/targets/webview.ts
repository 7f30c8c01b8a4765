import assert from 'node:assert/strict';
import { readGraphShape } from '../../../src/core/graphProtocol';
import { readPlanToPanel } from '../../../src/core/planProtocol';
import { readPlanToHost } from '../../../src/core/planToHost';
import { readMessageToPanel } from '../../../src/core/pulseProtocol';
import { readMessageToHost } from '../../../src/core/pulseToHost';
import { snapshotOf } from '../../support/builders';
import { boardsOf } from '../boards';
import { mutateText, mutateValue } from '../mutate';
import { MANIFEST, STATE } from '../seeds';
import type { Target } from '../target';

const CHOICES = { scope: { kind: 'slice' as const, slice: 'Slice 1.1' }, max: 3, excluded: ['A--T01'] };
const ASK = { filter: { phase: 'Phase 1', slice: 'Slice 1.1', risk: 'High' }, day: '2025-10-01' };

const TO_HOST: readonly object[] = [
  { type: 'ready', view: 'history', history: ASK },
  { type: 'ready', choices: CHOICES },
  { type: 'reveal', taskId: 'A--T01' },
  { type: 'start', taskId: 'A--T01' },
  { type: 'start', taskIds: ['A--T01', 'D--T01'] },
  { type: 'history', ask: ASK },
  { type: 'openProblem', index: 3 },
  { type: 'sendEscalation', id: 'blockers:A--T01' },
  { type: 'list', of: 'attention' },
  { type: 'begin', with: 'sample' },
  { type: 'scope', scope: CHOICES.scope },
  { type: 'max', max: 2 },
  { type: 'tick', taskId: 'A--T01', isIn: true },
];

let models: readonly object[] | undefined;

/** What the panels' pages say to the host, and the host to them: taken as it is meant, or dropped. What they draw of it: `pages`. */
export const webview: Target = {
  name: 'webview',
  make: (random) => {
    models ??= toPanels();
    const message = mutateValue(random, random.isOneIn(2) ? random.pick(TO_HOST) : random.pick(models));
    const shape = (message as { model?: { shape?: unknown } } | null)?.model?.shape;
    if (typeof shape === 'string' && random.isOneIn(2)) (message as { model: { shape: string } }).model.shape = mutateText(random, shape);
    return message;
  },
  run: (message) => {
    for (const read of [readMessageToHost, readPlanToHost]) {
      const taken = read(message);
      // What is taken is no other than what was sent: nothing is added, cut or made of it.
      if (taken !== undefined) assert.deepEqual(taken, message);
    }
    readPlanToPanel(message);
    const taken = readMessageToPanel(message);
    if (taken?.type === 'state' && taken.model.kind === 'graph') readGraphShape(taken.model.shape);
  },
};

function toPanels(): readonly object[] {
  const { pulse, plan } = boardsOf(snapshotOf(MANIFEST, STATE.tasks));
  return [...pulse, ...plan].map((model) => ({ type: 'state', model }));
}
