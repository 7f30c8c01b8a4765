import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { buildHistory } from '../../../../src/core/history/buildHistory';
import type { ProjectHistory } from '../../../../src/core/history/history';
import type { LineHistory } from '../../../../src/core/history/lineHistory';
import { readHistory } from '../../../../src/core/history/readHistory';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { createGit } from '../../../../src/io/git/git';
import { createGitFeed } from '../../../../src/io/git/gitFeed';
import { createHistoryReader } from '../../../../src/io/git/history';
import { createWorkplace } from '../../../../src/io/world';
import { makeHistory, type History } from '../../../support/history';
import { addCommits } from '../../../support/manyBranches';
import { removeTemporary, temporaryFolder, useIsolatedGit } from '../../../support/repository';

const { statePath, manifestPath } = DEFAULT_SETTINGS;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('reading the past of the base branch', function () {
  // Each test starts many processes; on a busy machine that takes its time.
  this.timeout(60_000);
  useIsolatedGit();
  let history: History;
  let asked: (readonly string[])[];

  beforeEach(() => {
    history = makeHistory();
    asked = [];
  });
  afterEach(() => history.dispose());

  const tip = () => history.git('rev-parse', 'main').trim();

  function reader(root = history.root): (more?: { readonly isCancelled?: () => boolean }) => Promise<LineHistory | undefined> {
    const feed = createGitFeed({ root, gitPath: () => undefined });
    const read = createHistoryReader((args, lines, take) => (asked.push(args), feed(args, lines, take)));
    return (more = {}) => read({ ...DEFAULT_SETTINGS, commit: tip(), ...more });
  }

  async function told(now = history.now, root = history.root): Promise<ProjectHistory> {
    const place = createWorkplace(root, { settings: () => DEFAULT_SETTINGS, trusted: () => true, by: 'a test', log: silent });
    const found = await readHistory(await place.snapshot(), { git: place.git, settings: DEFAULT_SETTINGS, now });
    assert.ok(found);
    return found;
  }

  /** What is told of a task: each event with the kind and the commit that it is known from, and its time of day. */
  async function eventsOf(id: string, now = history.now, root = history.root): Promise<readonly string[]> {
    const { tasks } = await told(now, root);
    const names = new Map(history.git('log', '--all', '--format=%H %s').split('\n').map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
    const found = tasks.find((task) => task.id === id)?.events ?? [];
    return found.map(({ what, at, from }) => `${new Date(at).toISOString().slice(5, 16)} ${what}, ${from.kind}${'commit' in from ? `: ${names.get(from.commit) ?? ''}` : ''}`);
  }

  /** Sets the clock to a day of January, at a full hour. */
  function at(day: number, hour = 10): void {
    history.now = new Date(Date.UTC(2026, 0, day, hour));
  }

  it('says of each event where it is known from', async () => {
    at(6);
    history.claim('A--T01');
    at(7);
    history.complete('A--T01');
    at(8);
    history.squash('feat/A--T01', { number: 5 });
    at(9);
    history.entry('B--T01', { status: 'blocked', started_at: '2020-01-01T00:00:00Z' });
    history.commit('chore(B--T01): wait');
    at(10);
    history.claim('C--T01');
    history.switchTo('main');
    at(12);
    assert.deepEqual(await eventsOf('A--T01'), [
      '01-05T08:00 appeared, manifest: chore: begin the backlog',
      '01-06T10:00 started, claim: chore(A--T01): initialize task state',
      '01-08T10:00 completed, merge: feat(A--T01): Build A--T01 (#5)',
    ]);
    assert.deepEqual((await eventsOf('B--T01')).slice(1), ['01-09T10:00 blocked, state: chore(B--T01): wait']);
    assert.deepEqual((await eventsOf('C--T01')).slice(1), ['01-10T10:00 started, claim: chore(C--T01): initialize task state']);
    history.entry('B--T01', { status: 'in-progress', started_at: '2030-01-01T00:00:00Z' });
    assert.deepEqual((await eventsOf('B--T01')).slice(2), ['01-12T10:00 started, file']);
  });

  it('counts a completion that is recorded on the base branch before a merge names it, and a fast-forward by its commits', async () => {
    at(6);
    history.claim('A--T01');
    history.switchTo('main');
    at(7);
    history.entry('A--T01', { status: 'completed' });
    history.commit('docs: it is done');
    at(9);
    history.squash('feat/A--T01');
    at(10);
    history.claim('B--T01');
    at(11);
    history.complete('B--T01');
    at(12);
    history.fastForward('feat/B--T01');
    assert.deepEqual((await eventsOf('A--T01')).slice(1), ['01-06T10:00 started, claim: chore(A--T01): initialize task state', '01-07T10:00 completed, state: docs: it is done']);
    assert.deepEqual((await eventsOf('B--T01')).slice(1), ['01-10T10:00 started, state: chore(B--T01): initialize task state', '01-11T10:00 completed, state: chore(B--T01): complete']);
  });

  it('tells the time at which work came into the line, through a branch between too', async () => {
    history.branch('develop');
    at(6);
    history.branch('feat/A--T01', 'develop');
    history.write('a.ts', 'a');
    history.commit('feat(A--T01): [AC01] hold');
    at(7);
    history.switchTo('develop');
    history.git('merge', '--quiet', '--squash', 'feat/A--T01');
    history.commit('feat(A--T01): Build it (#3)');
    history.git('branch', '--quiet', '-D', 'feat/A--T01');
    at(8);
    history.branch('feat/B--T01', 'develop');
    history.write('b.ts', 'b');
    history.commit('wip');
    history.switchTo('develop');
    history.git('merge', '--quiet', '--no-ff', '-m', 'Merge branch \'feat/B--T01\'', 'feat/B--T01');
    at(9);
    history.merge('develop');
    assert.deepEqual((await eventsOf('A--T01')).slice(1), ['01-09T10:00 completed, merge: Merge branch \'develop\'']);
    assert.deepEqual((await eventsOf('B--T01')).slice(1), ['01-09T10:00 completed, merge: Merge branch \'develop\'']);
  });

  it('takes a merge back with its revert, and brings it again with the revert of that', async () => {
    at(6);
    const [subject, revert] = ['feat(A--T01): Build it (#3)', 'Revert "feat(A--T01): Build it (#3)"'];
    history.commit(subject);
    at(7);
    history.commit(revert);
    at(8);
    history.commit(`Revert "${revert}"`);
    assert.deepEqual((await eventsOf('A--T01')).slice(1), [`01-06T10:00 completed, merge: ${subject}`, `01-07T10:00 reopened, revert: ${revert}`, `01-08T10:00 completed, merge: Revert "${revert}"`]);
  });

  it('keeps work completed that nobody recorded, until its record is opened again', async () => {
    at(6);
    history.claim('A--T01');
    at(7);
    history.squash('feat/A--T01');
    at(8);
    history.entry('A--T01', { status: 'completed' });
    history.commit('chore: record it late');
    assert.deepEqual((await eventsOf('A--T01')).slice(2), ['01-07T10:00 completed, merge: feat(A--T01): Build A--T01 (#57)']);
    at(9);
    history.entry('A--T01', { status: 'in-progress' });
    history.commit('chore: it does not hold');
    assert.deepEqual((await eventsOf('A--T01')).slice(3), ['01-09T10:00 reopened, state: chore: it does not hold']);
  });

  it('takes tasks as the manifest of each day has them, of a backlog in a folder too', async () => {
    history.dispose();
    history = makeHistory({ folder: 'packages/app', tasks: ['A--T01', 'B--T01'] });
    at(6);
    history.manifest(['A--T01', 'C--T01']);
    history.commit('docs: another plan');
    at(7);
    history.manifest(['A--T01', 'B--T01', 'C--T01', 'D--T01']);
    assert.deepEqual(await eventsOf('B--T01'), ['01-05T08:00 appeared, manifest: chore: begin the backlog', '01-06T10:00 left, manifest: docs: another plan', '01-07T10:00 appeared, file']);
    assert.deepEqual(await eventsOf('D--T01'), ['01-07T10:00 appeared, file']);
    history.manifest(['A--T01', 'C--T01']);
    const { tasks } = await told();
    assert.deepEqual(tasks.map(({ id, isGone }) => [id, isGone]), [['A--T01', false], ['C--T01', false], ['B--T01', true]]);
  });

  it('goes forward whatever the clocks said, and never past now', async () => {
    at(6);
    history.entry('A--T01', { status: 'in-progress' });
    history.commit('begin');
    history.now = new Date('2031-01-01T00:00:00Z');
    history.entry('A--T01', { status: 'completed' });
    history.commit('from a clock years ahead');
    history.now = new Date('1970-01-02T00:00:00Z');
    history.entry('B--T01', { status: 'completed' });
    history.commit('from a clock that was never set');
    at(8);
    history.commit('later');
    at(9);
    history.commit('still later');
    assert.deepEqual((await eventsOf('A--T01')).slice(1).map((line) => line.slice(0, 22)), ['01-06T10:00 started, s', '01-06T10:00 completed,']);
    assert.deepEqual((await eventsOf('B--T01')).slice(1).map((line) => line.slice(0, 11)), ['01-06T10:00']);
    at(7);
    const early = await told(history.now);
    assert.ok(early.tasks.every(({ events }) => events.every(({ at: time }) => time <= history.now.getTime() && time >= early.from)));
  });

  it('passes over versions that can\'t be read, and takes a file that is gone for an empty one', async () => {
    at(6);
    history.entry('A--T01', { status: 'in-progress' });
    history.commit('begin');
    at(7);
    history.conflictMarkers();
    history.write(manifestPath, '{"tasks": [');
    history.commit('break both files');
    at(8);
    fs.rmSync(path.join(history.root, statePath));
    history.manifest(['A--T01', 'B--T01', 'C--T01']);
    history.commit('remove the state');
    at(9);
    history.write(statePath, '{"tasks": {"A--T01": {"status": "completed"}}}');
    history.commit('write it anew');
    assert.deepEqual((await eventsOf('A--T01')).map((line) => line.replace(/,.*/, '')), ['01-05T08:00 appeared', '01-06T10:00 started', '01-08T10:00 put-back', '01-09T10:00 completed']);
  });

  it('asks for nothing while the tip stays, and for no more than what is new when the line grew', async () => {
    history.claim('A--T01');
    history.complete('A--T01');
    history.merge('feat/A--T01');
    const read = reader();
    const first = await read();
    assert.ok(first && asked.length > 0);
    asked = [];
    assert.equal(await read(), first);
    assert.deepEqual(asked, []);
    history.claim('B--T01');
    history.complete('B--T01');
    history.merge('feat/B--T01');
    history.manifest(['A--T01', 'B--T01', 'D--T01']);
    history.commit('docs: another plan');
    const grown = await read();
    assert.deepEqual(grown, await reader()());
    assert.equal(grown?.line.length, 4);
    assert.ok(grown.line[2]?.brought.length === 2 && grown.states.length === 2 && grown.manifests.length === 2);
  });

  it('reads anew what was rewritten', async () => {
    history.entry('A--T01', { status: 'completed' });
    history.commit('one');
    const read = reader();
    await read();
    history.git('commit', '--quiet', '--amend', '-m', 'rewritten');
    history.entry('B--T01', { status: 'completed' });
    history.commit('two');
    const past = await read();
    assert.deepEqual(past?.line.map(({ subject }) => subject), ['chore: begin the backlog', 'rewritten', 'two']);
    assert.deepEqual(past?.states.map(({ changes }) => changes), [[{ id: 'A--T01', status: 'completed' }], [{ id: 'B--T01', status: 'completed' }]]);
    // Taken back to an earlier commit, which the line that was known goes through.
    history.git('reset', '--quiet', '--hard', 'HEAD~1');
    assert.deepEqual((await read())?.states, past?.states.slice(0, 1));
  });

  it('is called off between two versions, and is whole the next time', async () => {
    for (let done = 0; done < 5; done++) {
      history.entry('A--T01', { status: done % 2 === 0 ? 'completed' : 'in-progress' });
      history.commit(`${done}`);
    }
    const read = reader();
    let questions = 0;
    assert.equal(await read({ isCancelled: () => ++questions > 3 }), undefined);
    assert.ok(questions > 3);
    assert.equal(await read({ isCancelled: () => true }), undefined);
    assert.equal((await read())?.states.length, 5);
  });

  it('keeps to its bounds, and says so', async () => {
    addCommits(history.top, 'main', Array.from({ length: 20_001 }, (_, index) => ({ subject: `commit ${index}`, at: 1_780_000_000 + index })));
    const past = await reader()();
    assert.equal(past?.line.length, 20_000);
    assert.equal(past?.isWhole, false);
    // What was before the line that is read counts from its first commit.
    assert.deepEqual(past?.manifests.map(({ at: place, changes }) => [place, changes.length]), [[0, 3]]);
  });

  it('tells nothing where there is no trust, no git, no such commit, or no base branch', async () => {
    const query = { ...DEFAULT_SETTINGS, commit: tip() };
    const git = (root: string, trusted = true) => createGit({ root, trusted: () => trusted });
    assert.equal(await git(history.root, false).history(query), undefined);
    assert.equal((await git(history.root).history(query))?.line.length, 1);
    for (const commit of ['', 'main', '--all', '-z', 'f'.repeat(40)]) assert.ok(((await git(history.root).history({ ...query, commit }))?.line.length ?? 0) === 0, commit);
    const nowhere = temporaryFolder('nowhere');
    try {
      assert.equal(await git(nowhere).history(query), undefined);
    } finally {
      removeTemporary(nowhere);
    }
    history.git('branch', '--quiet', '-m', 'main', 'trunk');
    const place = createWorkplace(history.root, { settings: () => DEFAULT_SETTINGS, trusted: () => true, by: 'a test', log: silent });
    assert.equal(await readHistory(await place.snapshot(), { git: place.git, settings: DEFAULT_SETTINGS, now: history.now }), undefined);
  });

  it('takes odd paths as data', async () => {
    history.write('*.json', '{"tasks": {"A--T01": {"status": "completed"}}}');
    history.commit('an odd name');
    const git = createGit({ root: history.root, trusted: () => true });
    assert.equal((await git.history({ ...DEFAULT_SETTINGS, statePath: '*.json', commit: tip() }))?.states.length, 1);
    for (const odd of ['', '../outside.json', '--all', ':/', 'a\nb', '-z', '/etc/passwd']) {
      assert.deepEqual((await git.history({ ...DEFAULT_SETTINGS, statePath: odd, commit: tip() }))?.states ?? [], [], odd);
    }
  });

  it('knows tasks without a history of their own in a repository of one commit', async () => {
    const { tasks, from, until } = await told();
    assert.deepEqual(tasks.map(({ id, events }) => [id, events.map(({ what }) => what)]), [['A--T01', ['appeared']], ['B--T01', ['appeared']], ['C--T01', ['appeared']]]);
    assert.ok(from <= until);
    assert.deepEqual(buildHistory({ snapshot: await createWorkplace(history.root, { settings: () => DEFAULT_SETTINGS, trusted: () => false, by: 'a test', log: silent }).snapshot(), past: { key: '', line: [], states: [], manifests: [], isWhole: true }, now: history.now, settings: DEFAULT_SETTINGS }).from, history.now.getTime());
  });
});
