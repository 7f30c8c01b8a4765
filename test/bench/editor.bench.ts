import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import type * as sessionModule from '../editor/session.mjs';
import { generatedBacklog } from '../support/generatedBacklog';
import { makeRepository } from '../support/repository';
import { until } from '../support/until';
import { Workbench } from '../ui/support/workbench';
import { FIGURES } from './figures';
import { median, msText, type Bench, type Row } from './measure';
import { packaged } from './packaged';

type Session = sessionModule.Session;

const COLD = 3;
const WARM = 5;
const UPDATES = 15;
const { manifestPath, statePath } = DEFAULT_SETTINGS;
/** So high that a list has every row on the page. */
const VIEWPORT = { width: 1440, height: 2400 };
const TREE = '.pane:has(.pane-header[aria-label^="Tasks"]) .monaco-list-row';

async function inSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const { openSession } = (await import(pathToFileURL(path.resolve('test', 'editor', 'session.mjs')).href)) as typeof sessionModule;
  const session = await openSession();
  try {
    return await work(session);
  } finally {
    await session.stop();
  }
}

/** Opens a window on a backlog, and works in it until it is closed. */
async function inWindow<T>(session: Session, tasks: number, work: (bench: Workbench, root: string, state: State) => Promise<T>): Promise<T> {
  const { manifest, state } = generatedBacklog({ tasks });
  const repository = makeRepository({ files: { [manifestPath]: manifest, [statePath]: state } });
  try {
    const bench = await Workbench.open(session, repository.root, { viewport: VIEWPORT });
    const result = await work(bench, repository.root, JSON.parse(state) as State);
    await session.closeWindows();
    return result;
  } finally {
    repository.dispose();
  }
}

interface State {
  readonly tasks: Record<string, object>;
}

/** What the editor's own list of running extensions says of ours. */
async function activation(bench: Workbench): Promise<number> {
  await bench.statusItem(/Orchestrator/);
  await bench.execute('workbench.action.showRuntimeExtensions');
  const row = bench.page.locator('.runtime-extensions-editor .extension').filter({ hasText: /implementation.orchestrator/i });
  return until('the time of activation', async () => Number(/Activation: (\d+)ms/.exec(await row.innerText())?.[1] ?? NaN) || undefined);
}

/**
 * From the return of a write to the changed text in tree and status bar, whichever is later. The page notes the moment
 * at which both are painted: both clocks are the machine's.
 */
async function pixels(bench: Workbench, root: string, state: State): Promise<number[]> {
  await bench.openContainer('Orchestrator');
  const tree = await bench.tree('Tasks');
  const running = Object.entries(state.tasks).flatMap(([id, entry]) => ('acs_remaining' in entry ? [id] : []));
  const id = running[0] ?? '';
  await tree.row(/^Phase 1/);
  await bench.execute('orchestrator.revealTask', id);
  await tree.row(id);
  const delays: number[] = [];
  for (let round = 0; round < UPDATES; round++) {
    const done = 2 + (round % 2);
    const changed = painted(bench, id, `${done}/3`, `${done} of 3 criteria done`);
    replace(path.join(root, statePath), stateOf(state, running, done));
    const began = Date.now();
    delays.push((await changed) - began);
  }
  return delays;
}

/** The state in which so many criteria of the first running task are done, and no other task runs. */
function stateOf(state: State, [first = '', ...others]: readonly string[], done: number): string {
  const criteria = [1, 2, 3].map((number) => `${first.replace(/--T\d+$/, '').replace(/_0+(?=\d)/, '_')}-AC0${number}`);
  const rest = Object.fromEntries(Object.entries(state.tasks).filter(([id]) => !others.includes(id)));
  return JSON.stringify({ ...state, tasks: { ...rest, [first]: { status: 'in-progress', started_at: '2025-09-28T10:05:00Z', acs_completed: criteria.slice(0, done) } } });
}

function replace(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/** Resolves with the moment at which the status bar says `short` and the row of a task `long`. */
function painted(bench: Workbench, id: string, short: string, long: string): Promise<number> {
  return bench.page.locator('body').evaluate(
    ({ ownerDocument: page }, [rows, task, inBar, inRow]) =>
      new Promise<number>((resolve) => {
        const window = page.defaultView;
        const look = (): void => {
          const bar = [...page.querySelectorAll('.statusbar-item')].some((item) => item.textContent.includes(`${task} ${inBar}`));
          const row = [...page.querySelectorAll(rows)].some((one) => one.getAttribute('aria-label')?.startsWith(task) && one.getAttribute('aria-label')?.includes(inRow));
          if (bar && row) window.requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
          else window.requestAnimationFrame(look);
        };
        look();
      }),
    [TREE, id, short, long] as const,
  );
}

async function latency(session: Session, tasks: number): Promise<Row> {
  const delays = await inWindow(session, tasks, pixels);
  return { what: `state write to pixels of tree and status bar, ${tasks} tasks`, measured: median(delays), unit: 'ms', note: `the views are told within ${FIGURES.watching.limit} ms, the rest is the editor's; at most ${msText(Math.max(...delays))}` };
}

export const bench: Bench = async () => {
  packaged();
  const cold: number[] = [];
  for (let round = 1; round < COLD; round++) cold.push(await inSession((session) => inWindow(session, 68, activation)));
  return inSession(async (session) => {
    cold.push(await inWindow(session, 68, activation));
    const warm: number[] = [];
    for (let round = 0; round < WARM; round++) warm.push(await inWindow(session, 68, activation));
    return [
      { ...FIGURES.activation, measured: median(cold), note: cold.map(msText).join(', ') },
      { what: 'the same, warm', measured: median(warm), unit: 'ms', limit: FIGURES.activation.limit, note: warm.map(msText).join(', ') },
      await latency(session, 68),
      await latency(session, 10_000),
    ];
  });
};
