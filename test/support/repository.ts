import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A temporary git repository. `root` is a real path; nothing of the person's own git configuration reaches it. */
export interface Repository {
  readonly root: string;
  /** Runs git in `root`; returns its standard output. Throws with git's words when it fails. */
  git(...args: string[]): string;
  /** Writes a file below `root`, making its folders. */
  write(relativePath: string, text: string): void;
  read(relativePath: string): string;
  /** Puts a program at `.git/hooks/<name>`: the body of a shell script. */
  hook(name: string, body: string): void;
  dispose(): void;
}

export interface RepositoryOptions {
  /** Committed at once as `initial`; with no files the repository stays unborn. */
  readonly files?: Readonly<Record<string, string>>;
  readonly branch?: string;
  /** The folder's name, for paths with spaces, quotes and the like. */
  readonly name?: string;
  /** Leave out user.name and user.email. */
  readonly withoutIdentity?: boolean;
}

const CLEAN_ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: os.devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
};

/** Makes the whole test process blind to the person's git configuration; returns what undoes it. */
export function isolateGit(): () => void {
  const before = { ...process.env };
  for (const key of Object.keys(process.env)) if (/^GIT_/i.test(key)) Reflect.deleteProperty(process.env, key);
  Object.assign(process.env, CLEAN_ENVIRONMENT);
  return () => {
    for (const key of Object.keys(process.env)) if (/^GIT_/i.test(key)) Reflect.deleteProperty(process.env, key);
    for (const [key, value] of Object.entries(before)) if (/^GIT_/i.test(key)) process.env[key] = value;
  };
}

/** Called in a `describe`: its tests do not see the person's git configuration. */
export function useIsolatedGit(): void {
  let restore: () => void;
  before(() => (restore = isolateGit()));
  after(() => restore());
}

/** Runs `action` with these variables of the environment, and takes them away again. */
export async function withVariables(variables: Readonly<Record<string, string>>, action: () => Promise<void>): Promise<void> {
  Object.assign(process.env, variables);
  try {
    await action();
  } finally {
    for (const name of Object.keys(variables)) Reflect.deleteProperty(process.env, name);
  }
}

/** An empty temporary folder's real path. */
export function temporaryFolder(name = 'repository'): string {
  const parent = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'orchestrator-test-')));
  const folder = path.join(parent, name);
  fs.mkdirSync(folder);
  return folder;
}

/** Puts a program that stands in for git into a folder: the body of a shell script. Returns its path. */
export function standInGit(folder: string, body: string): string {
  const file = path.join(folder, 'git');
  fs.writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return file;
}

/** Removes what {@link temporaryFolder} made. */
export function removeTemporary(folder: string): void {
  fs.rmSync(path.dirname(folder), { recursive: true, force: true, maxRetries: 5 });
}

export function makeRepository(options: RepositoryOptions = {}): Repository {
  const root = temporaryFolder(options.name);
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const write = (relativePath: string, text: string): void => {
    const file = path.join(root, relativePath);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  };
  git('init', '--quiet');
  git('symbolic-ref', 'HEAD', `refs/heads/${options.branch ?? 'main'}`);
  git('config', 'commit.gpgsign', 'false');
  if (!options.withoutIdentity) {
    git('config', 'user.name', 'Test Person');
    git('config', 'user.email', 'test@example.invalid');
  }
  for (const [name, text] of Object.entries(options.files ?? {})) write(name, text);
  if (options.files) {
    git('add', '--all', '.');
    git('-c', 'user.name=Test Person', '-c', 'user.email=test@example.invalid', 'commit', '--quiet', '--allow-empty', '-m', 'initial');
  }
  return {
    root,
    git,
    write,
    read: (relativePath) => fs.readFileSync(path.join(root, relativePath), 'utf8'),
    hook: (name, body) => {
      const file = path.join(root, '.git', 'hooks', name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    },
    dispose: () => removeTemporary(root),
  };
}

function environment(): NodeJS.ProcessEnv {
  const rest = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^GIT_/i.test(key)));
  return { ...rest, ...CLEAN_ENVIRONMENT };
}
