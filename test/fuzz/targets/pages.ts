import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { readPlanToHost } from '../../../src/core/planToHost';
import { readMessageToHost } from '../../../src/core/pulseToHost';
import { generatedBacklog } from '../../support/generatedBacklog';
import { fakeWorld } from '../../support/world';
import { boardsOf } from '../boards';
import { DrawnPage, type PageName, type Touch } from '../drawnPage';
import { assertHarmless } from '../harmless';
import { HOSTILE_TEXTS } from '../hostile';
import { mutateTexts, mutateValue } from '../mutate';
import { assertSafe } from '../promises';
import type { Random } from '../random';
import { MANIFEST, STATE } from '../seeds';
import type { Target } from '../target';

interface Input {
  readonly page: PageName;
  /** What a page of before may have kept. */
  readonly kept: unknown;
  /** The two files; the host projects them. */
  readonly backlog: { readonly manifest: unknown; readonly state: unknown };
  /** What no host of ours would send. */
  readonly messages: readonly unknown[];
  /** What a person does after each message. */
  readonly touches: readonly Touch[];
}

const KEYS = ['Enter', ' ', 'Escape', 'Tab', 'ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageDown', '+', '-', '0', 'f', '/', 'a'];
const KEPT = {
  scroll: 12,
  open: { attention: true, dependencies: true },
  view: 'graph',
  choices: { scope: { kind: 'backlog' }, max: 2, excluded: ['A--T01'] },
  graph: { camera: { x: 5, y: 5, scale: 1 }, isCardOpen: true, hides: true, query: 'a', depth: 2, active: 'A--T01', focus: 'B--T01', asked: 1 },
  history: { filter: { phase: 'Phase 1', risk: 'High' }, day: '2025-12-01' },
};
/** What is told last: it can be seen whether it was drawn. */
const LAST = { type: 'state', model: { kind: 'none', isTrusted: true, manifestPath: 'it/still/answers.json' } };
const COPIED = { type: 'copied' };

/** Texts that are there to be read, in the files and in messages: any may say anything, and the rest still holds. */
const TEXTS = new Set('title phase slice text size description blocked_reason reason notes code message remedy label name place why criteria evidence where started last planned serial saved time words told limits fallback manifestPath branch to subject since'.split(' '));

type Backlog = Input['backlog'];
let seeds: readonly Backlog[] | undefined;

/** What the panels' pages draw of hostile backlogs and messages, while somebody works them. */
export const pages: Target<Input> = {
  name: 'pages',
  make: async (random) => {
    seeds ??= backlogs();
    const page = random.pick(['pulse', 'pulse', 'compact', 'plan'] as const);
    const backlog = random.pick(seeds);
    const boards = await messagesOf(page, backlog);
    return {
      page,
      kept: random.isOneIn(2) ? mutateValue(random, KEPT) : KEPT,
      backlog: { manifest: faulty(random, backlog.manifest), state: faulty(random, backlog.state) },
      messages: random.some(1, 3, () => mutated(random, random.pick(boards))),
      touches: random.some(0, 6, () => ({ at: random.below(200), ...random.pick([{ how: 'click', what: '' }, { how: 'point', what: '' }, { how: 'key', what: random.pick(KEYS) }, { how: 'type', what: random.pick(HOSTILE_TEXTS) }] as const) })),
    };
  },
  run: async ({ page, kept, backlog, messages, touches }) => {
    const drawn = await DrawnPage.open(page, JSON.stringify(kept));
    try {
      assertHarmless(drawn.elements());
      for (const message of await messagesOf(page, backlog)) {
        show(drawn, message, touches);
        assertShown(drawn);
      }
      // What the page says is what its host takes, as long as the host has told the truth; ids without end aside.
      const read = page === 'plan' ? readPlanToHost : readMessageToHost;
      for (const message of drawn.sent.filter((one) => JSON.stringify(one).length < 20_000)) assert.deepEqual(read(message), message);
      for (const message of messages) show(drawn, message, touches);
      drawn.tell(JSON.stringify(LAST));
      assert.match(drawn.root.textContent, /it\/still\/answers\.json/, 'a good message is not drawn any more');
      assertHarmless(drawn.elements());
      drawn.assertPrototypes();
    } finally {
      await drawn.close();
    }
  },
};

function show(drawn: DrawnPage, message: unknown, touches: readonly Touch[]): void {
  drawn.tell(JSON.stringify(message));
  assertHarmless(drawn.elements());
  for (const touch of touches) drawn.touch(touch);
  drawn.tell(JSON.stringify(COPIED));
  assertHarmless(drawn.elements());
}

/** What can be read, and what is read aloud, hides nothing. What a person types is theirs. */
function assertShown(drawn: DrawnPage): void {
  assertSafe(drawn.root.textContent, 'the page');
  for (const element of drawn.elements()) {
    for (const name of ['title', 'aria-label', 'aria-valuetext', 'placeholder']) assertSafe(element.getAttribute(name) ?? '', `${element.localName} ${name}`);
  }
}

async function messagesOf(page: PageName, { manifest, state }: Backlog): Promise<readonly object[]> {
  const { here } = fakeWorld({ manifest: JSON.stringify(manifest), state: JSON.stringify(state) });
  const { pulse, plan } = boardsOf(await here.snapshot());
  const models = page === 'plan' ? plan : page === 'compact' ? pulse.slice(0, 1) : pulse;
  return models.map((model) => ({ type: 'state', model }));
}

/** Texts that are hostile, or a shape that is. */
function faulty(random: Random, value: unknown): unknown {
  return random.isOneIn(2) ? mutateTexts(random, value, TEXTS) : mutateValue(random, value);
}

/** A message with faults; those in the shape of a graph, which is a text in it, too. */
function mutated(random: Random, message: object): unknown {
  const changed = structuredClone(message) as { model?: { shape?: string } };
  const shape = changed.model?.shape;
  if (shape === undefined || random.isOneIn(3)) return faulty(random, changed);
  return { ...changed, model: { ...changed.model, shape: JSON.stringify(mutateValue(random, JSON.parse(shape))) } };
}

function backlogs(): readonly Backlog[] {
  const generated = (['slices', 'chain', 'diamonds'] as const).map((shape) => generatedBacklog({ tasks: 12, shape }));
  const sample = { manifest: read('virtual-task-manifest.json'), state: read('task-state.json') };
  const parsed = [...generated, sample].map(({ manifest, state }): Backlog => ({ manifest: JSON.parse(manifest) as unknown, state: JSON.parse(state) as unknown }));
  return [...Array.from({ length: 4 }, () => ({ manifest: MANIFEST, state: STATE })), ...parsed];
}

function read(file: string): string {
  return fs.readFileSync(`samples/ledgerline/docs/backlog/${file}`, 'utf8');
}
