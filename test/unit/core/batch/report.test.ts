import assert from 'node:assert/strict';
import type { Batch } from '../../../../src/core/batch/batch';
import type { BatchReport, ReportInput } from '../../../../src/core/batch/batchReport';
import { batchReport, batchReportText } from '../../../../src/core/batch/report';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import type { RepositoryWork, WorkCommit } from '../../../../src/core/work';
import { parallelTask } from '../../../support/batch';
import { snapshotOf, type RawTask } from '../../../support/builders';
import { baseWork, repositoryWork, taskBranch } from '../../../support/work';

const AT = '2026-01-02T10:00:00Z';
const NOW = new Date('2026-01-02T10:45:00Z');

function batchOf(given: Partial<Batch> = {}): Batch {
  const tasks = ['A--T01', 'B--T01'].map((taskId, index) => ({ taskId, branch: `feat/${taskId}`, worktree: `/trees/${taskId}`, minutes: index === 0 ? 30 : 15 }));
  return { id: 'slice-1.1-1', at: AT, mode: 'worktrees', of: 'Slice 1.1', baseCommit: 'a'.repeat(40), tasks, ...given };
}

let hashes = 0;
function commit(subject: string, minute: number): WorkCommit {
  return { hash: (++hashes).toString(16).padStart(40, '0'), at: new Date(Date.parse(AT) + minute * 60_000).toISOString(), subject, body: '' };
}

/** A task's branch with its claim after a minute and a commit at each of the minutes. */
function worked(id: string, minutes: readonly number[], entry: object) {
  const commits = [...minutes.map((minute) => commit(`feat(${id}): at ${minute}`, minute)).reverse(), commit(`chore(${id}): initialize task state`, 1)];
  return taskBranch(id, { worktree: `/trees/${id}`, commits, tipAt: commits[0]?.at ?? AT, entry });
}

const DONE = (id: string) => ({ status: 'completed', started_at: AT, completed_at: '2026-01-02T10:20:00Z', acs_completed: [`${id.slice(0, 1)}-AC01`, `${id.slice(0, 1)}-AC02`] });
const OPEN = { status: 'in-progress', started_at: AT, acs_completed: [] };
const TASKS = ['A--T01', 'B--T01', 'C--T01'].map((id) => parallelTask(id));

function reportOf(work: Partial<RepositoryWork>, more: Partial<Omit<ReportInput, 'snapshot'>> & { readonly tasks?: readonly RawTask[]; readonly entries?: Readonly<Record<string, unknown>> } = {}): BatchReport {
  const { tasks = TASKS, entries = {}, ...rest } = more;
  const snapshot = snapshotOf(tasks, entries, undefined, repositoryWork(work));
  return batchReport({ batch: batchOf(), snapshot, settings: DEFAULT_SETTINGS, now: NOW, ...rest });
}

describe('batchReport', () => {
  it('counts what is recorded, and times by commits from claim to last commit', () => {
    const report = reportOf({ branches: [worked('A--T01', [10, 21], DONE('A--T01')), worked('B--T01', [13], OPEN)] });
    assert.deepEqual(report.completed, ['A--T01']);
    assert.deepEqual(report.criteria, { done: 2, total: 4 });
    assert.deepEqual(report.tasks.map(({ taskId, status, commits, minutes, hasLanded }) => [taskId, status, commits, minutes, hasLanded]), [['A--T01', 'completed', 2, 20, false], ['B--T01', 'in-progress', 1, 12, false]]);
    assert.deepEqual(report.time, { tookMinutes: 20, serialMinutes: 32, plannedMinutes: 30, plannedSerialMinutes: 45 });
    assert.deepEqual([report.isFinished, report.blockers, report.nextEligible], [false, [], ['C--T01']]);
  });

  it('has no times while only claims are there', () => {
    const { time, tasks } = reportOf({ branches: [worked('A--T01', [], OPEN), worked('B--T01', [], OPEN)] });
    assert.deepEqual(time, { plannedMinutes: 30, plannedSerialMinutes: 45 });
    assert.deepEqual(tasks.map(({ commits, minutes }) => [commits, minutes]), [[0, undefined], [0, undefined]]);
  });

  it('takes a squash merge for one commit, and its record for the end, which no merge comes before', () => {
    const squash = commit('feat(A--T01): Build A (#7)', 40);
    const landed = [squash, commit('feat(B--T01): one', 20), commit('feat(B--T01): two', 10), commit('chore(B--T01): initialize task state', 2), commit('feat(A--T01): of an earlier time (#2)', -9000)];
    const entries = { 'A--T01': DONE('A--T01'), 'B--T01': { ...DONE('B--T01'), completed_at: '2026-01-02T23:00:00Z' } };
    const report = reportOf({ landed, base: baseWork() }, { entries });
    assert.deepEqual(report.tasks.map(({ hasLanded, commits, minutes }) => [hasLanded, commits, minutes]), [[true, 1, 20], [true, 2, 18]]);
    assert.equal(report.isFinished, true);
    assert.equal(reportOf({ landed }, { entries: { 'A--T01': { ...DONE('A--T01'), completed_at: '2026-01-02T23:00:00Z' } } }).tasks[0]?.minutes, 40, 'an end after the merge was invented');
  });

  it('knows the tasks of a coordinator by the names in its commits', () => {
    const tasks = ['A--T01', 'B--T01'].map((taskId) => ({ taskId, branch: 'batch/x', minutes: 30 }));
    const commits = [commit('feat(B--T01): b', 25), commit('feat(A--T01): a', 11), commit('chore(B--T01): initialize task state', 1), commit('chore(A--T01): initialize task state', 1)];
    const report = reportOf({ base: baseWork({ state: {} }) }, { batch: batchOf({ mode: 'coordinator', branch: 'batch/x', tasks }), commits, entries: { 'A--T01': DONE('A--T01'), 'B--T01': OPEN } });
    assert.deepEqual(report.tasks.map(({ status, commits: count, minutes }) => [status, count, minutes]), [['completed', 1, 10], ['in-progress', 1, 24]]);
    assert.deepEqual(report.time, { tookMinutes: 24, serialMinutes: 34, plannedMinutes: 30, plannedSerialMinutes: 60 });
  });

  it('tells in sentences what stands in the way', () => {
    const tasks = ['A--T01', 'B--T01', 'C--T01', 'D--T01', 'E--T01', 'F--T01', 'GONE'].map((taskId) => ({ taskId, branch: `feat/${taskId}`, minutes: 15 }));
    const branches = [
      worked('A--T01', [5], { status: 'blocked', blocked_reason: 'no key\nfor the API!' }),
      worked('B--T01', [5], OPEN),
      worked('C--T01', [5], { status: 'completed', acs_completed: ['C-AC01'], completed_at: '2026-01-02T10:06:00Z' }),
      worked('D--T01', [5], { status: 'partial' }),
      worked('F--T01', [5], { status: 'abandoned' }),
    ];
    const agents = [
      { taskId: 'A--T01', branch: '', worktree: '', done: 0, total: 0, changedFiles: 1, drift: [], overlaps: [{ path: 'src/x.ts', taskIds: ['B--T01', 'C--T01'] }] },
      { taskId: 'B--T01', branch: '', worktree: '', done: 0, total: 0, changedFiles: 1, drift: [], overlaps: [{ path: 'src/x.ts', taskIds: ['A--T01', 'C--T01'] }] },
      { taskId: 'OTHER', branch: '', worktree: '', done: 0, total: 0, changedFiles: 1, drift: [], overlaps: [{ path: 'src/y.ts', taskIds: ['Z'] }] },
    ];
    const ids = ['A--T01', 'B--T01', 'C--T01', 'D--T01', 'E--T01', 'F--T01'];
    const report = reportOf({ branches }, { tasks: ids.map((id) => parallelTask(id)), batch: batchOf({ tasks }), agents, now: new Date(Date.parse(AT) + 67 * 60_000) });
    assert.deepEqual(report.blockers, [
      'A--T01 is blocked: no key for the API.',
      'B--T01 has no commit since 1 h 2 min.',
      'C--T01 is completed with 1 of 2 criteria done.',
      'D--T01 has a status that is not known: partial.',
      'Nothing is recorded of E--T01 where it can be seen: its branch feat/E--T01 is gone, or another is checked out.',
      'F--T01 was abandoned.',
      'GONE is not in the manifest any more.',
      'src/x.ts is changed by A--T01, B--T01, C--T01.',
    ]);
    assert.deepEqual([report.isFinished, report.tasks.at(-1)?.status], [false, 'not in the manifest']);
  });

  it('tells of work that is merged and not recorded, which is finished all the same', () => {
    const report = reportOf({ landed: [commit('feat(A--T01): Build A (#7)', 40)] }, { batch: batchOf({ tasks: batchOf().tasks.slice(0, 1) }), entries: { 'A--T01': OPEN } });
    assert.deepEqual(report.blockers, ['A--T01 is merged (#7), and not recorded as completed.']);
    assert.equal(report.isFinished, true);
  });

  it('bounds times that lie in the future, or before the batch', () => {
    const { tasks, time } = reportOf({ branches: [worked('A--T01', [9000], OPEN), worked('B--T01', [-20], OPEN)] });
    assert.deepEqual(tasks.map(({ minutes }) => minutes), [44, undefined]);
    assert.equal(time.tookMinutes, 44);
  });
});

describe('the text of a batch report', () => {
  it('has the spec\'s five parts, in Markdown', () => {
    const report = reportOf({ branches: [worked('A--T01', [10, 21], DONE('A--T01')), worked('B--T01', [13], OPEN)] });
    assert.equal(
      batchReportText(report),
      `# Batch slice-1.1-1

Slice 1.1: 2 tasks, each in a worktree of its own, started at 2026-01-02T10:00:00Z from aaaaaaaa. It is not finished.

## Tasks completed

1 of 2.

| task | status | criteria | commits | time | branch |
| --- | --- | --- | --- | --- | --- |
| A--T01: Build A--T01 | completed | 2 of 2 | 2 | 20 min | feat/A--T01 |
| B--T01: Build B--T01 | in-progress | 0 of 2 | 1 | 12 min | feat/B--T01 |

## ACs satisfied

2 of 4.

## Any blockers

None.

## Next eligible tasks

- C--T01

## Time savings vs serial execution

20 min from the first claim to the last commit so far, against 32 min for the same work one after the other: 12 min saved (38 %). Planned were 30 min, against 45 min one after the other.
`,
    );
  });

  it('says where nothing was saved, and where no commit tells', () => {
    const alone = reportOf({ branches: [worked('A--T01', [31], DONE('A--T01'))] }, { batch: batchOf({ tasks: batchOf().tasks.slice(0, 1) }) });
    assert.match(batchReportText(alone), /^Slice 1\.1: 1 task, in a worktree of its own, .* It is finished\.$/m);
    assert.match(batchReportText(alone), /^30 min from the first claim to the last commit, against 30 min for the same work one after the other: nothing saved\./m);
    assert.match(batchReportText(reportOf({})), /^No commit tells yet\. Planned were 30 min/m);
    assert.match(batchReportText(reportOf({ branches: [worked('A--T01', [10], OPEN)] })), /so far, of the 1 of 2 tasks that have commits, against/);
  });

  it('tells no seconds, and compares nothing where all took seconds', () => {
    const alone = batchOf({ tasks: batchOf().tasks.slice(0, 1) });
    const seconds = batchReportText(reportOf({ branches: [worked('A--T01', [1.3], { ...DONE('A--T01'), completed_at: undefined })] }, { batch: alone }));
    assert.match(seconds, /^Under a minute from the first claim to the last commit\. Planned were/m);
    assert.match(seconds, /\| A--T01: .* \| under a minute \|/);
    assert.doesNotMatch(seconds, /\b0 min|saved|%/);
  });

  it('shows texts of the files as they are, and makes no markup of them', () => {
    const tasks = [parallelTask('A--T01', { title: '[x](command:evil) | <b>\n# bold' })];
    const text = batchReportText(reportOf({ branches: [worked('A--T01', [10], { status: 'blocked', blocked_reason: '*no* `key`' })] }, { tasks, batch: batchOf({ of: '# Slice', tasks: batchOf().tasks.slice(0, 1) }) }));
    assert.match(text, /\| A--T01: \\\[x\\\]\(command:evil\) \\\| \\<b\\> \\# bold \| blocked \|/);
    assert.match(text, /- A--T01 is blocked: \\\*no\\\* \\`key\\`\./);
    assert.match(text, /^\\# Slice: 1 task/m);
  });
});
