import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { AddedWorktree, Worktrees } from '../../src/core/batch/worktrees';
import type { World } from '../../src/core/operations/world';
import type { Refusal } from '../../src/core/ports';
import type { Result } from '../../src/core/result';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings';
import { createWorld } from '../../src/io/world';
import { manifest, task } from './builders';
import { makeRepository, type Repository, type RepositoryOptions } from './repository';

/** A repository with a backlog and what git ignores beside it. */
export interface TreesRepository {
  readonly repository: Repository;
  /** What was warned of, since it was made. */
  readonly warnings: string[];
  /** The world of the backlog, of this or of another working tree of it. */
  world(settings?: Partial<Settings>, root?: string): World;
  trees(settings?: Partial<Settings>, root?: string): Worktrees;
}

/** @param below the backlog's folder in the repository */
export function makeTreesRepository(options: RepositoryOptions & { readonly below?: string } = {}): TreesRepository {
  const below = options.below === undefined ? '' : `${options.below}/`;
  const tasks = ['A--T01', 'B--T01', 'C--T01'].map((id) => task({ task_id: id }));
  const repository = makeRepository({
    ...options,
    files: {
      '.gitignore': 'node_modules/\n.env\n',
      'src/a.ts': 'a\n',
      [`${below}${DEFAULT_SETTINGS.manifestPath}`]: JSON.stringify(manifest(tasks), null, 2),
      ...options.files,
    },
  });
  repository.write('node_modules/left/index.js', 'left\n');
  repository.write('.env', 'SECRET=1\n');
  const warnings: string[] = [];
  const world = (settings: Partial<Settings> = {}, root = repository.root): World =>
    createWorld({
      root: below === '' ? root : `${root}/${options.below}`,
      settings: () => ({ ...DEFAULT_SETTINGS, ...settings }),
      trusted: () => true,
      by: 'the test',
      log: { info: () => undefined, warn: (text) => void warnings.push(text), error: (text) => void warnings.push(text) },
    });
  return { repository, warnings, world, trees: (settings, root) => world(settings, root).trees };
}

/** A working tree's repository for each test of a suite, with what its tests ask of it. */
export class TreesSuite {
  given = undefined as unknown as TreesRepository;

  /** Called in a `describe`. */
  constructor() {
    beforeEach(() => {
      this.given = makeTreesRepository({ name: process.platform === 'win32' ? 'Odd näme' : 'Odd "näme" $x\'' });
    });
    afterEach(() => this.repository.dispose());
  }

  get repository(): Repository {
    return this.given.repository;
  }

  trees(settings?: Partial<Settings>, root?: string): Worktrees {
    return this.given.trees(settings, root);
  }

  async added(request = A, settings: Partial<Settings> = {}, root?: string): Promise<AddedWorktree> {
    const result = await this.trees(settings, root).add(request);
    assert.ok(result.ok, messageOf(result));
    return result.value;
  }

  /** A path in the folder of worktrees. */
  beside(...parts: string[]): string {
    return path.join(`${this.repository.root}.worktrees`, ...parts);
  }

  branches(): string[] {
    return this.repository.git('for-each-ref', '--format=%(refname:short)', 'refs/heads').trim().split('\n');
  }

  registered(): string[] {
    const lines = this.repository.git('worktree', 'list', '--porcelain', '-z').split('\0');
    return lines.filter((line) => line.startsWith('worktree ')).map((line) => line.slice(9));
  }

  /** git in another folder. */
  inTree(top: string, ...args: string[]): string {
    return this.repository.git('-C', top, ...args);
  }

  write(top: string, name: string, text: string): void {
    fs.writeFileSync(path.join(top, name), text);
  }

  commitIn(top: string, name: string): string {
    this.write(top, name, name);
    this.inTree(top, 'add', '--all');
    this.inTree(top, 'commit', '--quiet', '-m', name);
    return this.inTree(top, 'rev-parse', 'HEAD').trim();
  }

  /** Nothing is left of a working tree, a branch or a lock. */
  assertClean(): void {
    assert.deepEqual(this.branches(), ['main']);
    assert.deepEqual(this.registered(), [this.repository.root]);
    assert.ok(!fs.existsSync(this.beside()));
    assert.equal(this.repository.git('status', '--porcelain'), '');
    assert.deepEqual(fs.readdirSync(path.join(this.repository.root, '.git', 'implementation-orchestrator')), []);
  }
}

/** What is asked for where a test asks for one. */
export const A = { taskId: 'A--T01', branch: 'feat/A--T01', from: 'main' };

export function codeOf(result: Result<unknown, Refusal>): string {
  return result.ok ? 'ok' : result.error.code;
}

export function messageOf(result: Result<unknown, Refusal>): string {
  return result.ok ? 'ok' : `${result.error.message} ${result.error.remedy}`;
}
