import { execFileSync } from 'node:child_process';
import type { ProjectHistory } from '../../src/core/history/history';
import { historyBuilder } from '../../src/core/history/buildHistory';
import { readHistory } from '../../src/core/history/readHistory';
import { historyModel } from '../../src/core/projections/history';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { createGitFeed, type FeedGit } from '../../src/io/git/gitFeed';
import { readObjects } from '../../src/io/git/objects';
import { createWorkplace } from '../../src/io/world';
import { generatedBacklog } from '../support/generatedBacklog';
import { makeHistory, type History } from '../support/history';
import { isolateGit } from '../support/repository';
import { median, msText, ownTime, type Bench } from './measure';

const TASKS = 10_000;
const STATES = 1_000;
const MANIFESTS = 30;
/** Our own time for the first reading, without git's processes, against taking the same versions from git as text and no more. */
const AT_MOST = 3;
/** The same for one commit more, as a part of the first reading. */
const AT_MOST_GROWN = 0.1;
/** A change of a file of the working tree, against telling the whole history anew. */
const AT_MOST_CHANGED = 0.2;
/** What the reading adds to the memory that was taken before, at its highest. */
const AT_MOST_MB = 600;
const START = 1_780_000_000;
/** Commits that one process imports. */
const BATCH = 20;

const { manifest, state } = generatedBacklog({ tasks: TASKS });
const parsed = JSON.parse(state) as { last_updated: string; tasks: Record<string, object> };
const ids = (JSON.parse(manifest) as { tasks: { task_id: string }[] }).tasks.map(({ task_id: id }) => id);
const open = ids.filter((id) => !(id in parsed.tasks));

/** One commit after the other on main: each completes a task, and every so often one more task is in the manifest. */
function* commits(): Generator<string> {
  const every = Math.floor(STATES / MANIFESTS);
  for (let round = 0; round < STATES; round++) {
    parsed.tasks[open[round] ?? ''] = { status: 'completed', started_at: '2025-09-27T08:00:00Z', completed_at: '2025-09-27T09:00:00Z', acs_completed: [], notes: `round ${round}` };
    const at = START + round * 7_200;
    const text = JSON.stringify({ ...parsed, last_updated: new Date(at * 1000).toISOString() }, null, 2);
    const files = [file(DEFAULT_SETTINGS.statePath, text), ...(round % every === 0 ? [file(DEFAULT_SETTINGS.manifestPath, grown(round))] : [])];
    yield `commit refs/heads/main\ncommitter A Person <a@example.invalid> ${at} +0000\n${data(`feat(${open[round] ?? ''}): Build it (#${round})`)}${round % BATCH === 0 ? 'from refs/heads/main^0\n' : ''}${files.join('')}\n`;
  }
}

function grown(round: number): string {
  return manifest.replace(/\n {2}\]\n\}$/, `,\n    {"task_id": "LATE_${round}--T01", "phase": "Phase 3"}\n  ]\n}`);
}

function file(path: string, text: string): string {
  return `M 100644 inline ${path}\n${data(text)}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

export const bench: Bench = async () => {
  const restore = isolateGit();
  const history = makeHistory({ tasks: [] });
  try {
    let batch: string[] = [];
    const flush = (): void => {
      execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: history.top, input: batch.join(''), stdio: ['pipe', 'ignore', 'pipe'] });
      batch = [];
    };
    for (const commit of commits()) if (batch.push(commit) === BATCH) flush();
    if (batch.length > 0) flush();
    history.git('reset', '--quiet', '--hard');

    const place = createWorkplace(history.root, { settings: () => DEFAULT_SETTINGS, trusted: () => true, by: 'bench', log: { info: () => undefined, warn: () => undefined, error: () => undefined } });
    const read = async (): Promise<ProjectHistory> => {
      const snapshot = await place.snapshot();
      if (!snapshot.work?.base) throw new Error('git tells of no base branch');
      const told = await readHistory(snapshot, { git: place.git, settings: DEFAULT_SETTINGS, now: new Date((START + STATES * 7_200) * 1000) });
      if (!told) throw new Error('git did not tell the history to its end');
      return told;
    };
    await place.snapshot();
    const bare = await ownTime(() => bareReading(history));
    const before = process.memoryUsage().rss;
    let highest = before;
    const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage().rss)), 20);
    const first = await ownTime(read);
    clearInterval(watch);
    check(first.value, STATES);
    const model = await ownTime(() => Promise.resolve(historyModel(first.value, { filter: {}, offsetMinutes: 0 })));
    if (model.value.burnUp.at(-1)?.completed !== TASKS * 0.4 + STATES) throw new Error('the figures are not what they should be');

    const build = historyBuilder();
    const [anew, changed]: [number[], number[]] = [[], []];
    for (let round = 0; round <= 5; round++) {
      history.entry(open[STATES + 1] ?? '', { status: round % 2 === 0 ? 'in-progress' : 'blocked', notes: `round ${round}` });
      const snapshot = await place.snapshot();
      const ports = { git: place.git, settings: DEFAULT_SETTINGS, now: new Date((START + STATES * 7_200 + round) * 1000) };
      const [whole, part] = [await ownTime(() => readHistory(snapshot, ports)), await ownTime(() => readHistory(snapshot, { ...ports, build }))];
      if (JSON.stringify(whole.value) !== JSON.stringify(part.value)) throw new Error('a change is told otherwise than the whole');
      // The first one has no last one to go on from.
      if (round === 0) continue;
      anew.push(whole.ownMs);
      changed.push(part.ownMs);
    }
    history.entry(open[STATES + 1] ?? '', undefined);

    const rounds: number[] = [];
    for (let round = 1; round <= 5; round++) {
      history.entry(open[STATES + round] ?? '', { status: 'completed' });
      history.commit(`chore: round ${round}`);
      const told = await ownTime(async () => (await place.git.history({ ...DEFAULT_SETTINGS, commit: history.git('rev-parse', 'main').trim() }))?.states.length);
      if (told.value !== STATES + round) throw new Error('what is new was not read');
      rounds.push(told.ownMs);
    }
    const addedMb = (highest - before) / 1024 ** 2;
    const grownMs = median(rounds);
    const mb = (bare.value / 1024 ** 2).toFixed(0);
    return [
      {
        what: `history, ${TASKS} tasks, ${STATES} states, ${MANIFESTS} manifests, to their ${mb} MB as text`,
        measured: first.ownMs / bare.ownMs,
        unit: 'x',
        limit: AT_MOST,
        note: `${msText(first.ownMs)} to ${msText(bare.ownMs)}, ${msText(first.wholeMs)} with git; figures for a view ${msText(model.ownMs)}`,
      },
      { what: 'one commit more, to the whole history', measured: grownMs / first.ownMs, unit: 'x', limit: AT_MOST_GROWN, note: msText(grownMs) },
      { what: 'a change of a file of the working tree, to telling the history anew', measured: median(changed) / median(anew), unit: 'x', limit: AT_MOST_CHANGED, note: msText(median(changed)) },
      { what: 'memory more at the highest, while the history is read', measured: addedMb, unit: 'MB', limit: AT_MOST_MB },
    ];
  } finally {
    history.dispose();
    restore();
  }
};

/** Takes the same versions from git as text, and does nothing with them. Their size in bytes. */
async function bareReading(history: History): Promise<number> {
  const feed: FeedGit = createGitFeed({ root: history.root, gitPath: () => undefined });
  const versions = [DEFAULT_SETTINGS.statePath, DEFAULT_SETTINGS.manifestPath].flatMap((path) =>
    history.git('rev-list', '--first-parent', 'main', '--', path).trim().split('\n').map((commit) => `${commit}:./${path}`),
  );
  let bytes = 0;
  const read = await readObjects(feed, versions, { wants: () => true, take: (_, __, part) => (bytes += part.toString('latin1').length) });
  if (!read || bytes < 1024 ** 3) throw new Error('git did not give the versions');
  return bytes;
}

function check({ tasks }: ProjectHistory, rounds: number): void {
  const done = tasks.filter(({ events }) => events.at(-1)?.status === 'completed').length;
  const late = tasks.filter(({ id }) => id.startsWith('LATE_')).length;
  if (done !== TASKS * 0.4 + rounds || late !== MANIFESTS + 1) throw new Error(`the history is not what it should be: ${done} completed, ${late} late`);
}
