import { DEFAULT_SETTINGS } from '../../src/core/settings';
import type { Snapshot } from '../../src/core/snapshot';
import { createWorkplace } from '../../src/io/world';
import { generatedBacklog } from '../support/generatedBacklog';
import { makeHistory } from '../support/history';
import { addBranches, addCommits, type StreamedBranch } from '../support/manyBranches';
import { isolateGit } from '../support/repository';
import { median, msText, ownTime, type Bench, type OwnTime } from './measure';

/** Our own time for a snapshot after one branch moved, without git's processes, in ms. */
const AT_MOST_MS = 300;
const ROUNDS = 11;

const { manifest, state } = generatedBacklog({ tasks: 10_000 });
const parsed = JSON.parse(state) as { tasks: Record<string, unknown> };
const pending = (JSON.parse(manifest) as { tasks: { task_id: string }[] }).tasks.map(({ task_id: id }) => id).filter((id) => !(id in parsed.tasks));
const ids = pending.slice(0, 200);

/** The whole state file with the claim of one task: as large on every branch. */
function claimOf(taskId: string, notes: string): string {
  const entry = { status: 'in-progress', started_at: '2026-01-05T08:00:00Z', acs_completed: [], notes };
  return JSON.stringify({ ...parsed, tasks: { ...parsed.tasks, [taskId]: entry } }, null, 2);
}

function branchOf(taskId: string, round: number): StreamedBranch {
  return { name: `feat/${taskId}`, subject: `feat(${taskId}): [AC01] round ${round}`, state: claimOf(taskId, `round ${round}`), at: 1_800_000_000 + round };
}

export const bench: Bench = async () => {
  const restore = isolateGit();
  const history = makeHistory({ tasks: [] });
  try {
    history.write(DEFAULT_SETTINGS.manifestPath, manifest);
    history.write(DEFAULT_SETTINGS.statePath, state);
    history.commit('docs: 10 000 tasks');
    addCommits(history.top, 'main', Array.from({ length: 3_000 }, (_, at) => ({ subject: `feat(${pending[at] ?? ''}): Build it (#${at})`, at: 1_790_000_000 + at })));
    history.git('reset', '--quiet', '--hard');
    for (let from = 0; from < ids.length; from += 20) addBranches(history.top, ids.slice(from, from + 20).map((id) => branchOf(id, 0)));
    const place = createWorkplace(history.root, { settings: () => DEFAULT_SETTINGS, trusted: () => true, by: 'bench', log: { info: () => undefined, warn: () => undefined, error: () => undefined } });

    const first = await ownTime(() => place.snapshot());
    check(first.value, 0);

    const rounds: OwnTime<Snapshot>[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      addBranches(history.top, [branchOf(ids[0] ?? '', round)]);
      rounds.push(await ownTime(() => place.snapshot()));
      check(rounds.at(-1)?.value, round);
    }
    const unchanged = await ownTime(() => place.snapshot());
    return [
      { what: 'first snapshot, 10 000 tasks, 200 branches, our own time', measured: first.ownMs, unit: 'ms', note: `${msText(first.wholeMs)} with git` },
      {
        what: 'snapshot after one branch moved, our own time',
        measured: median(rounds.map(({ ownMs }) => ownMs)),
        unit: 'ms',
        limit: AT_MOST_MS,
        note: `${msText(median(rounds.map(({ wholeMs }) => wholeMs)))} with git; where nothing moved ${msText(unchanged.ownMs)}, ${msText(unchanged.wholeMs)} with git`,
      },
    ];
  } finally {
    history.dispose();
    restore();
  }
};

function check(snapshot: Snapshot | undefined, round: number): void {
  const branches = snapshot?.work?.branches ?? [];
  const notes = branches.find(({ taskId }) => taskId === ids[0])?.entry?.notes;
  const isRight = branches.length === 200 && notes === `round ${round}` && branches.every(({ entry, commits }) => entry?.status === 'in-progress' && commits.length === 1);
  if (!isRight || snapshot?.tasks.length !== 10_000) throw new Error('the branches were not read as they should');
}
