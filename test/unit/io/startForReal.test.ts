import assert from 'node:assert/strict';
import * as path from 'node:path';
import { readManifest, readState } from '../../../src/core/load';
import { start, type StartPorts } from '../../../src/core/operations/start';
import { undoStart } from '../../../src/core/operations/undoStart';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { buildSnapshot } from '../../../src/core/snapshot';
import { createContextFiles } from '../../../src/io/contextFiles';
import { commonDirOf } from '../../../src/io/git/directories';
import { createGit } from '../../../src/io/git/git';
import { createStartLock } from '../../../src/io/startLock';
import { createStateStore } from '../../../src/io/stateStore';
import { readTextFile } from '../../../src/io/textFile';
import { manifest, task } from '../../support/builders';
import { startRequest } from '../../support/ports';
import { useIsolatedGit, makeRepository, type Repository } from '../../support/repository';

const { manifestPath, statePath } = DEFAULT_SETTINGS;
const STATE = '{\n  "manifest_hash": "x",\n  "note": "kept",\n  "tasks": {}\n}\n';

/** The real ports on a repository, as a window of its own would have them. */
function portsOf(root: string): StartPorts {
  const git = createGit({ root, trusted: () => true });
  const read = (file: string) => readTextFile(path.join(root, file), DEFAULT_SETTINGS.maxFileBytes);
  return {
    git,
    store: createStateStore({ path: path.join(root, statePath), settings: DEFAULT_SETTINGS }),
    context: createContextFiles({ root, settings: () => DEFAULT_SETTINGS }),
    startLock: createStartLock(() => commonDirOf(root)),
    clock: { now: () => new Date() },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    projectFacts: () => Promise.resolve({}),
    snapshot: async () =>
      buildSnapshot({
        rev: 1,
        backlog: { name: 'real', manifestPath, statePath },
        manifest: readManifest(await read(manifestPath), manifestPath),
        state: readState(await read(statePath), statePath),
      }),
  };
}

describe('a start on a real repository', () => {
  useIsolatedGit();
  let repository: Repository;
  beforeEach(() => {
    repository = makeRepository({
      files: {
        [manifestPath]: JSON.stringify(manifest([task({ task_id: 'A--T01', risk: 'High' }), task({ task_id: 'B--T01' })]), null, 2),
        [statePath]: STATE,
        'docs/features/spec.md': '# Spec\n',
      },
    });
  });
  afterEach(() => repository.dispose());

  const everything = () => [repository.git('for-each-ref'), repository.git('status', '--porcelain'), repository.git('branch', '--show-current'), repository.read(statePath)].join('\n');

  it('leaves a branch whose one commit is the claim, and can be taken back without a trace', async () => {
    const before = everything();
    const ports = portsOf(repository.root);
    const outcome = await start(ports, startRequest());
    assert.ok(outcome.kind === 'started', JSON.stringify(outcome));
    assert.equal(repository.git('log', '--format=%s', 'main..HEAD').trim(), 'chore(A--T01): initialize task state');
    const changed = repository.git('diff', '--numstat', 'main..HEAD').trim();
    assert.match(changed, /^\d+\s+\d+\s+docs\/backlog\/task-state\.json$/);
    assert.match(repository.read(statePath), /"note": "kept"/);
    assert.deepEqual(await undoStart(outcome.started, ports), { ok: true, value: undefined });
    assert.equal(everything(), before);
  });

  it('has one winner when two windows start at once, and the other is told', async () => {
    for (const taskId of [undefined, 'A--T01']) {
      const request = startRequest(taskId ? { taskId } : {});
      const outcomes = await Promise.all([start(portsOf(repository.root), request), start(portsOf(repository.root), request)]);
      assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['blocked', 'started']);
      const loser = outcomes.find((outcome) => outcome.kind === 'blocked');
      assert.ok(loser?.kind === 'blocked');
      assert.match(loser.findings[0]?.fullCode ?? '', /^BLOCKED::(START-IN-PROGRESS|NOT-ON-MAIN-BRANCH|BRANCH-EXISTS|DIRTY-GIT-STATUS)/);
      assert.equal(repository.git('for-each-ref', '--format=%(refname:short)', 'refs/heads/feat').trim(), 'feat/A--T01');
      assert.equal(repository.git('log', '--format=%s', 'main..HEAD').trim(), 'chore(A--T01): initialize task state');
      const winner = outcomes.find((outcome) => outcome.kind === 'started');
      assert.ok(winner?.kind === 'started');
      assert.ok((await undoStart(winner.started, portsOf(repository.root))).ok);
    }
  });

  it('leaves everything as it was when a hook refuses the commit', async () => {
    repository.hook('pre-commit', 'echo "the linter is not content" >&2; exit 1');
    const before = everything();
    const outcome = await start(portsOf(repository.root), startRequest());
    assert.ok(outcome.kind === 'failed', JSON.stringify(outcome));
    assert.equal(outcome.refusal.code, 'GIT-HOOK-REFUSED');
    assert.match(outcome.refusal.message, /the linter is not content/);
    assert.deepEqual(outcome.standing, []);
    assert.equal(everything(), before);
  });

  it('says that a hook changed the state file under its hands', async () => {
    repository.hook('pre-commit', `echo >> ${statePath}`);
    const outcome = await start(portsOf(repository.root), startRequest());
    assert.ok(outcome.kind === 'started', JSON.stringify(outcome));
    const [warning] = outcome.warnings.filter(({ code }) => code === 'WARN::STATE-REWRITTEN');
    assert.deepEqual([warning?.fullCode, warning?.effect], ['WARN::STATE-REWRITTEN::A--T01', 'warn']);
  });

  it('leaves everything as it was when it is cancelled after the claim', async () => {
    const before = everything();
    const steps: string[] = [];
    const outcome = await start(portsOf(repository.root), startRequest({ onStep: (step) => steps.push(step), isCancelled: () => steps.includes('claim') }));
    assert.deepEqual(outcome, { kind: 'cancelled', standing: [] });
    assert.equal(everything(), before);
  });

  it('starts a project that has no state file yet', async () => {
    repository.git('rm', '--quiet', statePath);
    repository.git('commit', '--quiet', '-m', 'no state');
    const outcome = await start(portsOf(repository.root), startRequest());
    assert.ok(outcome.kind === 'started', JSON.stringify(outcome));
    const state = JSON.parse(repository.read(statePath)) as { tasks: Record<string, { status: string }> };
    assert.equal(state.tasks['A--T01']?.status, 'in-progress');
  });

  for (const id of ['--upload-pack=x', '-d', 'a..b', 'x.lock', '@{-1}', '../x', '$(id)', 'with space', '`id`']) {
    it(`refuses to make a branch for the id ${JSON.stringify(id)}, and runs nothing`, async () => {
      repository.write(manifestPath, JSON.stringify(manifest([task({ task_id: id })])));
      repository.git('commit', '--quiet', '-am', 'odd id');
      const before = everything();
      const outcome = await start(portsOf(repository.root), startRequest());
      assert.ok(outcome.kind === 'blocked', JSON.stringify(outcome));
      assert.equal(outcome.findings[0]?.code, 'BLOCKED::BRANCH-NAME');
      assert.equal(everything(), before);
    });
  }
});
