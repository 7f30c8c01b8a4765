import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { readManifest, readState } from '../../src/core/load';
import { graphModel } from '../../src/core/projections/graph';
import { pulseModel } from '../../src/core/projections/pulse';
import type { PulseModel } from '../../src/core/pulseProtocol';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { buildSnapshot, type Snapshot } from '../../src/core/snapshot';
import { generatedBacklog } from '../support/generatedBacklog';
import { median, type Bench, type Row } from './measure';

/** What issue "The pulse" grants: milliseconds, and bytes of script and styles as they are downloaded, without packing. */
const LIMITS = { firstPaint: 200, update: 16, bundle: 300_000 };
const TASKS = 10_000;
const OPENINGS = 9;
const UPDATES = 40;
const DIST = path.resolve('dist', 'webview');
const NOW = new Date('2025-09-28T10:30:00Z');

type View = 'now' | 'graph';

/** What the page would be sent before and after one task was begun and one was completed. */
function models(view: View): readonly [PulseModel, PulseModel] {
  const { manifest, state } = generatedBacklog({ tasks: TASKS });
  const later = JSON.parse(state) as { tasks: Record<string, object> };
  const [first = '', second = ''] = Object.entries(later.tasks).flatMap(([id, entry]) => ('status' in entry && entry.status === 'in-progress' ? [id] : []));
  later.tasks[first] = { status: 'completed', completed_at: NOW.toISOString() };
  later.tasks[second] = { status: 'blocked', blocked_reason: 'Waits for a decision' };
  const read = readManifest({ kind: 'text', text: manifest }, 'manifest.json');
  const of = (text: string) => modelOf(buildSnapshot({ rev: 1, backlog: { name: 'bench', manifestPath: 'manifest.json', statePath: 'state.json' }, manifest: read, state: readState({ kind: 'text', text }, 'state.json') }), view);
  return [of(state), of(JSON.stringify(later))];
}

function modelOf(snapshot: Snapshot, view: View): PulseModel {
  const input = { snapshot, gitFacts: { kind: 'unread', reason: '' }, settings: DEFAULT_SETTINGS, isLoaded: true, isTrusted: true, isOneOfSeveral: false, now: NOW } as const;
  return view === 'now' ? pulseModel(input) : graphModel(input);
}

/** Opens the panel's page as the editor would: the built files, and a host that answers `ready` with a state. */
async function open(browser: Browser, model: PulseModel): Promise<{ page: Page; firstPaint: number }> {
  const page = await (await browser.newContext({ viewport: { width: 1200, height: 900 } })).newPage();
  const html = '<!DOCTYPE html><link rel="stylesheet" href="/panels.css"><body class="vscode-dark" data-page="pulse"><script src="/panels.js"></script>';
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    return pathname === '/' ? route.fulfill({ contentType: 'text/html', body: html }) : route.fulfill({ path: path.join(DIST, path.basename(pathname)) });
  });
  await page.addInitScript((given) => {
    const world = globalThis as unknown as { acquireVsCodeApi: unknown; firstPaint: number; dispatchEvent(event: Event): void; requestAnimationFrame(then: () => void): void };
    const painted = () => world.requestAnimationFrame(() => world.requestAnimationFrame(() => (world.firstPaint = performance.now())));
    const answer = () => {
      world.dispatchEvent(new MessageEvent('message', { data: { type: 'state', model: given } }));
      painted();
    };
    world.acquireVsCodeApi = () => ({ postMessage: ({ type }: { type: string }) => type === 'ready' && setTimeout(answer), getState: () => undefined, setState: () => undefined });
  }, model);
  await page.goto('http://panel.test/');
  await page.waitForFunction('globalThis.firstPaint !== undefined');
  const firstPaint = await page.evaluate("globalThis.firstPaint - performance.getEntriesByType('resource').find(({ name }) => name.endsWith('panels.js')).responseEnd");
  return { page, firstPaint: Number(firstPaint) };
}

/** Milliseconds from a message to the page that is laid out with it, for each of several that differ in turn. */
async function updates(page: Page, both: readonly [PulseModel, PulseModel]): Promise<readonly number[]> {
  return page.locator(':root').evaluate((root, [states, rounds]) => {
    const took: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      root.ownerDocument.defaultView.dispatchEvent(new MessageEvent('message', { data: structuredClone({ type: 'state', model: states[(round + 1) % 2] }) }));
      // Asked for, so that the page is laid out.
      const isDrawn = root.offsetHeight > 0;
      took.push(isDrawn ? performance.now() - begun : Infinity);
    }
    return took;
  }, [both, UPDATES] as const);
}

async function measuredView(browser: Browser, view: View): Promise<Row[]> {
  const both = models(view);
  const paints: number[] = [];
  let took: readonly number[] = [];
  for (let opening = 0; opening < OPENINGS; opening++) {
    const { page, firstPaint } = await open(browser, both[0]);
    paints.push(firstPaint);
    if (opening === OPENINGS - 1) took = await updates(page, both);
    await page.context().close();
  }
  return [
    { what: `${view}: first paint after the bundle is loaded, ${TASKS} tasks`, measured: median(paints), unit: 'ms', limit: LIMITS.firstPaint, note: `a state is ${(JSON.stringify(both[0]).length / 1000).toFixed(0)} KB` },
    { what: `${view}: an update at ${TASKS} tasks`, measured: median(took), unit: 'ms', limit: LIMITS.update },
  ];
}

export const bench: Bench = async () => {
  const load = async (file: string): Promise<unknown> => import(pathToFileURL(path.resolve('test', 'editor', file)).href);
  const { ensureEditor } = (await load('install.mjs')) as { ensureEditor(): Promise<object> };
  const { startBrowser } = (await load('browser.mjs')) as { startBrowser(editor: object): Promise<Browser> };
  const browser = await startBrowser(await ensureEditor());
  const files = ['panels.js', 'panels.css'].map((name) => path.join(DIST, name));
  const packed = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  try {
    return [
      ...(await measuredView(browser, 'now')),
      ...(await measuredView(browser, 'graph')),
      { what: 'the panels’ script and styles', measured: files.reduce((sum, file) => sum + statSync(file).size, 0), unit: 'bytes', limit: LIMITS.bundle, note: `packed ${packed} bytes` },
    ];
  } finally {
    await browser.close();
  }
};
