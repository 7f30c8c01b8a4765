import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { makeSampleProject } from '../../../src/io/sampleProject';
import { until } from '../../support/until';
import type { TreeView } from './treeView';
import type { Editor } from './useEditor';
import type { Workbench } from './workbench';

/**
 * What a picture of the README or the walkthrough is of. The pictures are made from the scenes, and tests look at the
 * same scenes for what would break a picture.
 */
export interface Scene {
  /** Of the files: docs/pictures/NAME-dark.webp and NAME-light.webp. */
  readonly name: string;
  readonly viewport: { readonly width: number; readonly height: number };
  /** Opens a window and brings it to what the picture shows. */
  open(editor: Editor): Promise<Workbench>;
  /** What must be in the panel: selectors in its page, each of something that is not empty. */
  readonly page?: readonly string[];
  /**
   * What must be in the workbench around it: selectors, each with what its text or name says. The contrast of what is
   * theirs is the editor's.
   */
  readonly workbench: readonly (readonly [selector: string, says: RegExp, whose?: 'theirs'])[];
  /** What the picture is cut to: the room that these selectors take together. Without, it is the window. */
  readonly crop?: readonly string[];
  /** Rows of a list at its end: the last that is not whole, and what is below it, is left out. */
  readonly rows?: string;
}

/** When it is in every picture. */
export const MOMENT = '2026-03-12T14:20:00.000Z';

/** What the windows have in common: nothing that is not ours and could be left out. */
const SETTINGS = {
  'window.title': 'ledgerline',
  'window.commandCenter': false,
  'window.customTitleBarVisibility': 'never',
  'workbench.layoutControl.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.hover.delay': 1_000_000,
  'scm.countBadge': 'off',
  'workbench.editor.empty.hint': 'hidden',
  'workbench.editor.editorActionsLocation': 'hidden',
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.renderLineHighlight': 'none',
  'editor.occurrencesHighlight': 'off',
  'editor.matchBrackets': 'never',
  'editor.wordWrap': 'on',
  'editor.fontSize': 13,
  'editor.lineNumbers': 'off',
  'editor.overviewRulerBorder': false,
  'editor.stickyScroll.enabled': false,
  'editor.lightbulb.enabled': 'off',
  'git.blame.editorDecoration.enabled': false,
  'git.blame.statusBarItem.enabled': false,
  'workbench.notifications.position': 'bottom-left',
};

/** The sample as Try It on a Sample… makes it, at the moment of the pictures. */
export async function makeSample(editor: Editor): Promise<string> {
  const target = path.join(editor.newFolder({}, false), 'ledgerline');
  const made = await makeSampleProject({ source: path.resolve('samples', 'ledgerline'), target, now: new Date(MOMENT), gitPath: () => undefined, isCancelled: () => false });
  if (!made.ok) throw new Error(made.error?.message);
  return target;
}

/** A window on a folder, in which it is the moment of the pictures, for git too. */
export function openAt(editor: Editor, folder: string, viewport: Scene['viewport'], settings: Record<string, unknown> = {}): Promise<Workbench> {
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  editor.standIn('git', `#!/bin/sh\nGIT_AUTHOR_DATE='${MOMENT}' GIT_COMMITTER_DATE='${MOMENT}' exec '${git}' "$@"\n`);
  return editor.open(folder, { settings: { ...SETTINGS, ...settings }, viewport, moment: MOMENT });
}

/** Opens the sidebar on the tasks of the first slice, wide enough for their ids. */
export async function openTree(bench: Workbench, width = 396): Promise<TreeView> {
  await bench.openContainer('Orchestrator');
  const tree = await bench.tree('Tasks');
  for (const row of [/^Phase 1/, /^Slice 1\.1/]) await tree.expand(row);
  await drag(bench, '.part.sidebar', 'right', width);
  return tree;
}

/** Takes the mouse to where nothing answers to it, and waits for what comes and goes to be gone. */
export async function settle({ page }: Workbench): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await until('hovers and signs of progress to go', async () => {
    // There and back: a hover that came late goes when the mouse moves.
    for (const part of [0.7, 0.75]) await page.mouse.move(width * part, height - 2);
    return (await page.locator('.monaco-hover:visible, .activitybar .progress-badge:visible').count()) === 0;
  });
}

/** Opens a file at the line that first has a text. */
export async function openAtText(bench: Workbench, file: string, text: string): Promise<void> {
  const line = readFileSync(file, 'utf8').split('\n').findIndex((one) => one.includes(text)) + 1;
  await bench.execute('vscode.open', { $uri: `file://${file}#L${line}` });
  await until(text, async () => (await bench.editorText()).includes(text));
}

/** Drags the edge of a part of the window to a place from the left. */
export async function drag({ page }: Workbench, part: string, side: 'left' | 'right', to: number): Promise<void> {
  const box = (await page.locator(part).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  // In the middle of the gap between two parts.
  const from = side === 'left' ? box.x - 2 : box.x + box.width + 2;
  await page.mouse.move(from, 300);
  await page.mouse.down();
  await page.mouse.move(to, 300, { steps: 5 });
  await page.mouse.up();
}

/** Opens a panel by its command, and waits for all that it is to show. */
export async function showPage(bench: Workbench, command: string, shows: readonly string[]): Promise<Frame> {
  await bench.runCommand(command);
  return pageWith(bench, shows);
}

/** The page that shows all of this. */
export function pageWith(bench: Workbench, shows: readonly string[]): Promise<Frame> {
  return until(`a page with ${shows.join(', ')}`, async () => {
    for (const one of bench.page.frames()) {
      const counts = await Promise.all(shows.map((selector) => one.locator(`main ${selector}`).count()));
      if (counts.every((count) => count > 0)) return one;
    }
    return undefined;
  });
}

/** Runs a program of a scene at the moment of the pictures; `node` brings its own clock along. */
export function runAt(editor: Editor, folder: string, program: 'git' | 'vtm', ...args: readonly string[]): string {
  const clock = path.resolve('test', 'editor', 'scripted-model', 'clock.js');
  const [file, before] = program === 'git' ? ['git', []] : [process.execPath, ['--require', clock, path.resolve('dist', 'vtm.js')]];
  const env = { ...process.env, HOME: editor.session.home, PICTURE_MOMENT: MOMENT, GIT_AUTHOR_DATE: MOMENT, GIT_COMMITTER_DATE: MOMENT };
  return execFileSync(file, [...before, ...args], { cwd: folder, encoding: 'utf8', env }).trim();
}
