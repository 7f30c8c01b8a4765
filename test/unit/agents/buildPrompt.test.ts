import assert from 'node:assert/strict';
import type { GitFacts, RepositoryFacts } from '../../../src/core/git';
import { parseManifest } from '../../../src/core/manifest/parse';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { buildSnapshot } from '../../../src/core/snapshot';
import { parseState } from '../../../src/core/state/parse';
import type { KnownFacts } from '../../../src/core/delegate/taskPrompt';
import { buildPrompt } from '../../../src/editor/agents/buildPrompt';

const repository: RepositoryFacts = {
  kind: 'repository',
  root: '/project',
  head: { kind: 'branch', name: 'feat/A--T01', commit: 'c0ffee' },
  dirty: [],
  branches: ['master', 'feat/A--T01'],
  remoteBranches: [],
};

async function promptOf(status: string, gitFacts: GitFacts, known: KnownFacts = {}, taskId = 'A--T01') {
  const manifest = parseManifest('{"tasks":[{"task_id":"A--T01","acceptance_criteria":[{"id":"AC01","text":"It works"}]}]}', 'm.json').manifest;
  const state = parseState(JSON.stringify({ tasks: { 'A--T01': { status } } }), 's.json').state;
  const snapshot = buildSnapshot({
    rev: 1,
    backlog: { name: 'test', manifestPath: 'm.json', statePath: 's.json' },
    manifest: { health: 'ok', value: manifest, problems: [] },
    state: { health: 'ok', value: state, problems: [] },
  });
  const context = { check: () => Promise.resolve({ taskId, context: [], tests: [] }) };
  return buildPrompt({ snapshot, settings: DEFAULT_SETTINGS, gitFacts, context }, taskId, known);
}

async function textOf(...args: Parameters<typeof promptOf>): Promise<string> {
  const built = await promptOf(...args);
  assert.ok(built.ok);
  return built.value.prompt;
}

describe('building a prompt from what is known', () => {
  it('tells the branch and the claim as they stand', async () => {
    const running = await textOf('in-progress', repository);
    assert.match(running, /`feat\/A--T01` EXISTS, made from `master`, and is checked out/);
    assert.match(running, /The claim IS MADE: .* committed/);
    const dirty = await textOf('in-progress', { ...repository, dirty: [{ path: 'apps/x/docs/backlog/task-state.json', kind: 'unstaged' }] });
    assert.match(dirty, /but NOT committed/);
    const elsewhere = await textOf('pending', { ...repository, head: { kind: 'branch', name: 'master', commit: 'c0ffee' } });
    assert.match(elsewhere, /EXISTS, but is not checked out/);
    assert.match(elsewhere, /No claim is made yet/);
    assert.match(await textOf('pending', { kind: 'unread', reason: 'not asked' }), /does not exist yet, and no claim is made\. With `main` checked out/);
  });

  it('believes a start that was just made more than facts that may be old', async () => {
    const known = { branch: 'feat/A--T01', baseBranch: 'trunk', claim: 'committed', checkout: 'checked-out' } as const;
    const text = await textOf('pending', { kind: 'unread', reason: 'not asked' }, known);
    assert.match(text, /EXISTS, made from `trunk`, and is checked out/);
    assert.match(text, /The claim IS MADE/);
  });

  it('draws another boundary each time', async () => {
    const boundary = async () => /<manifest-text-([0-9a-f]{32})>/.exec(await textOf('pending', repository))?.[1];
    const [one, two] = [await boundary(), await boundary()];
    assert.ok(one && two && one !== two);
  });

  it('refuses a task that is not there', async () => {
    const built = await promptOf('pending', repository, {}, 'GONE');
    assert.equal(built.ok, false);
    assert.match(built.error.message, /There is no task GONE/);
  });
});
