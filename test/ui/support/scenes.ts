import path from 'node:path';
import type { Frame } from 'playwright-core';
import { until } from '../../support/until';
import { makeSampleProject } from '../../../src/io/sampleProject';
import type { Editor } from './useEditor';
import type { Workbench } from './workbench';

/** What a picture of the README or the walkthrough is of, so that a test can tell when it would be broken. */
export interface Scene {
  readonly name: string;
  /** The title of the command that opens its panel. */
  readonly command: string;
  /** What must be in the panel for the picture to say what it says: selectors, each of something that is not empty. */
  readonly shows: readonly string[];
  readonly viewport: { readonly width: number; readonly height: number };
}

const VIEWPORT = { width: 1280, height: 800 };

export const SCENES: readonly Scene[] = [
  { name: 'pulse', command: 'Orchestrator: Show Pulse', shows: ['h1', '.views', '.progress .number', '.progress .stack', '.wip .pips', '.next-card h3', '.next-card .button', '.phase-list', '.in-progress .criteria'], viewport: VIEWPORT },
  { name: 'plan', command: 'Orchestrator: Plan Parallel Batch', shows: ['h1', '.waves > .wave', '.waves [data-card]'], viewport: VIEWPORT },
  { name: 'graph', command: 'Orchestrator: Show Dependency Graph', shows: ['h1', '.graph-canvas', '.graph-node .graph-title'], viewport: VIEWPORT },
  { name: 'history', command: 'Orchestrator: Show History', shows: ['h1', '.section h2', 'svg path'], viewport: VIEWPORT },
];

/** What the pictures' windows have in common. */
export const SCENE_SETTINGS = { 'window.title': 'ledgerline', 'workbench.layoutControl.enabled': false };

/** The sample as a project with a history, and a window on it. */
export async function openSample(editor: Editor, viewport: Scene['viewport'], settings: Record<string, unknown> = SCENE_SETTINGS): Promise<Workbench> {
  const target = path.join(editor.newFolder({}, false), 'ledgerline');
  const made = await makeSampleProject({ source: path.resolve('samples', 'ledgerline'), target, now: new Date(), gitPath: () => undefined, isCancelled: () => false });
  if (!made.ok) throw new Error(made.error?.message);
  return editor.open(target, { settings, viewport });
}

/** Shows a scene, and waits for all that it shows. */
export async function showScene(bench: Workbench, { command, shows }: Scene): Promise<Frame> {
  await bench.runCommand(command);
  const frame = await until(`a page with ${shows.join(', ')}`, async () => {
    for (const one of bench.page.frames()) {
      const counts = await Promise.all(shows.map((selector) => one.locator(`main ${selector}`).count()));
      if (counts.every((count) => count > 0)) return one;
    }
    return undefined;
  });
  await frame.locator(`main ${shows[0] ?? ''}`).first().waitFor();
  return frame;
}
