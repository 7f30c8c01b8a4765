import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { conflictsOf } from '../../../../src/core/plan/conflicts';
import type { RepositoryWork, WorkCommit } from '../../../../src/core/work';
import { snapshotOf, task } from '../../../support/builders';
import { repositoryWork, taskBranch, workCommit } from '../../../support/work';

const IDS = ['A--T01', 'A--T02', 'A--T03', 'B--T01', 'B--T02', 'C--T01', 'D--T01', 'E--T01'];
const tasks = snapshotOf(IDS.map((id) => task({ task_id: id, file_scope: [`own/${id}`] }))).tasks.map((view) => view.task);
const of = (id: string) => tasks.find((one) => one.id === id)!;

/** Each a minute before the one that was made before it: lists are newest first. */
let minutes = 0;
function commit(subject: string, files: readonly string[] | undefined, body = ''): WorkCommit {
  const at = new Date(Date.UTC(2026, 0, 5) - minutes++ * 60_000).toISOString();
  return { ...workCommit(subject, at, body), hash: minutes.toString(16).padStart(7, '0').padEnd(40, '0'), ...(files ? { files } : {}) };
}

function learned(work: Partial<RepositoryWork>, a = 'A--T03', b = 'B--T02') {
  const conflicts = conflictsOf(tasks, { work: repositoryWork(work) });
  assert.deepEqual(conflicts.between(of(b), of(a)), conflicts.between(of(a), of(b)));
  const [cause] = conflicts.between(of(a), of(b))?.causes ?? [];
  return cause?.kind === 'learned' ? cause : undefined;
}

const landed = (...commits: readonly WorkCommit[]) => ({ landed: commits });
const both = (...files: string[]) => [commit('feat(A--T01): x (#1)', files), commit('feat(B--T01): x (#2)', files)];

describe('past work', () => {
  it('teaches a conflict where a task of each capability touched two paths, with what it rests on', () => {
    const [one, two] = both('src/y.ts', 'src/x.ts');
    const cause = learned(landed(one!, two!));
    assert.deepEqual(cause, { kind: 'learned', paths: ['src/x.ts', 'src/y.ts'], commits: [one, two].map((each) => each!.hash.slice(0, 7)) });
    assert.ok(learned(landed(one!, two!), 'A--T01', 'B--T01'), 'of those that did it themselves, too');
    assert.equal(learned(landed(one!, two!), 'A--T03', 'C--T01'), undefined);
  });

  it('teaches nothing by one path of one task, nor by paths of one side alone', () => {
    assert.equal(learned(landed(...both('src/x.ts'))), undefined);
    assert.equal(learned(landed(commit('feat(A--T01): x', ['a', 'b', 'c']), commit('feat(B--T01): x', ['d', 'e']))), undefined);
    assert.equal(learned({}), undefined);
  });

  it('gives a path more weight the more tasks touched it, and less the longer the history is', () => {
    const times = (count: number, files: readonly string[]) => ['A', 'B'].flatMap((name) => Array.from({ length: count }, (_, index) => commit(`feat(${name}--T5${index}): x`, files)));
    assert.equal(learned(landed(...times(2, ['src/x.ts']))), undefined);
    assert.deepEqual(learned(landed(...times(3, ['src/x.ts'])))?.paths, ['src/x.ts']);
    const alone = Array.from({ length: 20 }, (_, index) => commit(`feat(A--T6${index}): x`, [`src/${index}.ts`]));
    assert.ok(learned(landed(...both('src/x.ts', 'src/y.ts'))));
    assert.equal(learned(landed(...both('src/x.ts', 'src/y.ts'), ...alone)), undefined);
  });

  it('teaches within one capability only by paths that two of its tasks touched', () => {
    const one = commit('feat(A--T01): x', ['p', 'q', 'r', 's']);
    assert.equal(learned(landed(one), 'A--T02', 'A--T03'), undefined);
    assert.equal(learned(landed(one, commit('fix(A--T01): more', ['p', 'q', 'r', 's'])), 'A--T02', 'A--T03'), undefined);
    assert.equal(learned(landed(commit('feat(A--T01, A--T02): x', ['p', 'q', 'r', 's'])), 'A--T02', 'A--T03'), undefined, 'one commit for two tasks');
    const cause = learned(landed(one, commit('feat(A--T02): y', ['p', 'q'])), 'A--T02', 'A--T03');
    assert.deepEqual([cause?.paths, cause?.commits.length], [['p', 'q'], 2]);
  });

  it('is read from squash merges, tasks of former manifests and branches, in any case', () => {
    const files = ['src/x.ts', 'src/y.ts'];
    assert.ok(learned(landed(commit('Build it (#7)', files, '* feat(a--t01): one\n* feat(A--T01): two'), commit('feat(B--T17)!: gone (#3)', files))));
    const branches = [taskBranch('A--T02', { commits: [commit('wip', files)] }), taskBranch('B--T01', { commits: [commit('feat(B--T01): x', files)] })];
    assert.ok(learned({ branches }));
    assert.equal(learned({ branches: [branches[0]!, taskBranch('B--T01', { commits: [commit('Revert "x"', files)] })] }), undefined);
  });

  it('passes over what says nothing: shared commits, reverts, wide commits, unknown names, unknown files', () => {
    const files = ['src/x.ts', 'src/y.ts'];
    const a = commit('feat(A--T01): x', files);
    const wide = Array.from({ length: 101 }, (_, index) => `src/${index}.ts`);
    for (const one of [
      commit('feat(A--T01, B--T01): x', files),
      commit('feat(B--T01): x', files, '* feat(C--T01): y'),
      commit('Revert "feat(B--T01): x"', files),
      commit('revert(B--T01): x', files, 'feat(B--T01): x'),
      commit('feat(B): x', files),
      commit('feat(B--T01): x', undefined),
    ]) {
      assert.equal(learned(landed(a, one)), undefined, one.subject);
    }
    assert.equal(learned(landed(commit('feat(A--T01): x', wide), commit('feat(B--T01): x', wide))), undefined);
    assert.ok(learned(landed(commit('feat(A--T01): x', wide.slice(1)), commit('feat(B--T01): x', wide.slice(1)))));
  });

  it('passes over files of nobody: state, manifest, lock files, change logs, READMEs', () => {
    const nobodys = ['docs/backlog/task-state.json', 'sub/docs/backlog/virtual-task-manifest.json', 'package-lock.json', 'x/yarn.lock', 'pnpm-lock.yaml', 'go.sum', 'CHANGELOG.md', 'packages/a/README.md', 'README'];
    assert.equal(learned(landed(...both(...nobodys))), undefined);
    assert.equal(learned(landed(...both(...nobodys, 'src/x.ts'))), undefined);
    const named = ['src/file-lock.ts', 'src/changes.ts'];
    assert.deepEqual(learned(landed(...both(...nobodys, ...named)))?.paths, [...named].sort());
    const conflicts = conflictsOf(tasks, { work: repositoryWork(landed(...both('plan/a.json', 'plan/b.json'))), ignored: ['plan/a.json', 'b.json'] });
    assert.equal(conflicts.between(of('A--T03'), of('B--T02')), undefined);
  });

  it('passes over paths that most capabilities touch, once there are four', () => {
    const files = ['src/x.ts', 'src/y.ts'];
    const more = (count: number, changed: readonly string[]) => ['C', 'D', 'E'].slice(0, count).map((name) => commit(`feat(${name}--T01): x`, changed));
    assert.ok(learned(landed(...both(...files), ...more(1, files))));
    assert.ok(learned(landed(...both(...files), ...more(2, ['other']))));
    assert.equal(learned(landed(...both(...files), ...more(2, files))), undefined);
    assert.ok(learned(landed(...both(...files), ...more(3, ['README.md']))), 'capabilities of which nothing is known do not count');
  });

  it('tells five paths and five commits at most, the likeliest paths and the newest commits first, of either side', () => {
    const files = Array.from({ length: 9 }, (_, index) => `src/${index}.ts`);
    const [ofA, ofB] = ['A--T01', 'B--T01'].map((id) => commit(`feat(${id}): x`, files));
    const newer = ['src/7.ts', 'src/8.ts'].flatMap((file) => ['A--T02', 'B--T02'].map((id) => ({ ...commit(`feat(${id}): y`, [file]), at: '2026-02-01T00:00:00Z' })));
    const cause = learned(landed(ofA!, ofB!, ...newer));
    assert.deepEqual(cause?.paths, ['src/7.ts', 'src/8.ts', 'src/0.ts', 'src/1.ts', 'src/2.ts']);
    assert.deepEqual(cause?.commits, [...newer.map(({ hash }) => hash).sort(), ofA!.hash].map((hash) => hash.slice(0, 7)));
  });

  it('never teaches less when both touch one path more, and always tells paths that both touched', () => {
    const files = fc.subarray(['p', 'q', 'r', 's', 't'], { minLength: 1 });
    const history = fc.array(fc.tuple(fc.constantFrom('A--T01', 'A--T02', 'B--T01', 'B--T02'), files), { maxLength: 8 });
    fc.assert(
      fc.property(history, (all) => {
        const commits = (extra: readonly string[]) => all.map(([id, changed]) => commit(`feat(${id}): x`, [...changed, ...extra]));
        const before = learned(landed(...commits([])));
        const touched = (name: string) => new Set(all.filter(([id]) => id.startsWith(name)).flatMap(([, changed]) => changed));
        for (const path of before?.paths ?? []) assert.ok(touched('A').has(path) && touched('B').has(path));
        assert.ok((before?.commits.length ?? 2) >= 2);
        if (before) assert.ok(learned(landed(...commits(['extra']))));
      }),
    );
  });
});
