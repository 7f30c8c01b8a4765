import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import type * as sessionModule from '../../editor/session.mjs';
import { type OpenOptions, Workbench } from './workbench';

type Session = sessionModule.Session;

/** Every suite is a bundle of its own; what they share hangs on the process. */
const shared = globalThis as { orchestratorUiSession?: Promise<Session> | undefined };

async function start(): Promise<Session> {
  const module = (await import(pathToFileURL(path.resolve('test/editor/session.mjs')).href)) as typeof sessionModule;
  return module.openSession();
}

async function stop(): Promise<void> {
  const session = await shared.orchestratorUiSession;
  shared.orchestratorUiSession = undefined;
  await session?.stop();
}

/** What a ui suite works with; windows and stand-ins last for one test. */
export class Editor {
  private pages: Page[] = [];
  private standIns: string[] = [];

  constructor(readonly session: Session) {}

  /** Opens a folder or a .code-workspace file. */
  open(target: string, options?: OpenOptions): Promise<Workbench> {
    return Workbench.open(this.session, target, options, (page) => this.pages.push(page));
  }

  /** A new folder holding these files; with `git`, committed on `main`. A `name` is for what a picture shows. */
  newFolder(files: Record<string, string> = {}, git = true, name = ''): string {
    const folder = path.join(mkdtempSync(path.join(this.session.folder, 'workspace-')), name);
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    if (git) {
      this.git(folder, 'init', '--quiet', '--initial-branch=main');
      this.git(folder, 'add', '--all');
      this.git(folder, 'commit', '--quiet', '--allow-empty', '--message=start');
    }
    return folder;
  }

  /** Runs git as the person of the tests. */
  git(folder: string, ...args: string[]): string {
    return execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, HOME: this.session.home } }).trim();
  }

  /** Puts a program first on the PATH of the extension host, e.g. a stand-in for `claude`. */
  standIn(name: string, script: string): string {
    const file = path.join(this.session.bin, name);
    writeFileSync(file, script);
    chmodSync(file, 0o755);
    this.standIns.push(file);
    return file;
  }

  /** Keeps what tells why a test failed. */
  async keep(title: string, sinceMs: number): Promise<void> {
    const folder = path.join('.cache', 'failures', title.replaceAll(/[^\w.-]+/g, '-').slice(0, 120));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await Promise.all(this.pages.map((page, index) => page.screenshot({ path: path.join(folder, `window-${index + 1}.png`) }).catch(() => undefined)));
    this.session.keepLogs(folder, sinceMs);
    console.log(`      kept in ${folder}`);
  }

  /** Closes what the test opened. */
  async clean(): Promise<void> {
    await this.session.closeWindows();
    this.standIns.forEach((file) => rmSync(file, { force: true }));
    this.pages = [];
    this.standIns = [];
  }
}

/** Called in a `describe`: gives its tests the editor, which all suites share, and cleans up after each test. */
export function useEditor(): () => Editor {
  let editor: Editor | undefined;
  let begun = 0;
  const current = (): Editor => {
    if (!editor) {
      throw new Error('the editor is there only inside tests and hooks');
    }
    return editor;
  };
  before('start the editor', async function () {
    this.timeout(300_000);
    editor = new Editor(await (shared.orchestratorUiSession ??= start()));
  });
  beforeEach(() => {
    begun = Date.now();
  });
  afterEach('close the windows', async function () {
    if (this.currentTest?.state === 'failed') {
      await current().keep(this.currentTest.fullTitle(), begun);
    }
    await current().clean();
  });
  return current;
}

after('stop the editor', stop);
