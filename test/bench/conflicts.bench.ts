import { readManifest } from '../../src/core/load';
import { conflictsOf } from '../../src/core/plan/conflicts';
import { inScopeOf } from '../../src/core/plan/scope';
import type { WorkCommit } from '../../src/core/work';
import { generatedBacklog } from '../support/generatedBacklog';
import { repositoryWork, workCommit } from '../support/work';
import { ratioOf, ratioRow, type Bench, type Row } from './measure';

const PAIRS = 300_000;

/** The generated backlog, in which every task names what it touches: its own folder, and a few that are others' too. */
const { manifest } = generatedBacklog({ tasks: 10_000 });
const raw = JSON.parse(manifest) as { tasks: Record<string, unknown>[] };
raw.tasks.forEach((task, index) => {
  const folder = `packages/area-${Math.floor(index / 5)}`;
  task['file_scope'] = [`${folder}/src/part-${index % 5}/**`, `${folder}/tests/part-${index % 5}-*.spec.ts`, ...(index % 5 < 2 ? [`${folder}/src/index.ts`] : []), ...(index % 50 === 0 ? ['packages/*/package.json'] : [])];
});
const text = JSON.stringify(raw);
const tasks = readManifest({ kind: 'text', text }, 'manifest.json').value?.tasks ?? [];
const parse = () => JSON.parse(text);

async function measured(what: string, limit: number, subject: () => unknown): Promise<Row> {
  return ratioRow({ what: `${what}, to JSON.parse of the manifest`, limit }, await ratioOf(11, parse, subject));
}

/** Neighbours, which share folders, and others: always the same pairs. */
function conflictsAmong(work?: ReturnType<typeof repositoryWork>): number {
  const conflicts = conflictsOf(tasks, work ? { work } : {});
  let found = 0;
  for (let pair = 0; pair < PAIRS; pair++) {
    const [a, b] = [tasks[pair % tasks.length], tasks[(pair + 1 + (pair % 7) * 131) % tasks.length]];
    if (a && b && conflicts.between(a, b)) found++;
  }
  return found;
}

function check(isTrue: boolean): void {
  if (!isTrue) throw new Error('the conflicts are not what they should be');
}

/** As much history as is read: 5 000 commits, of which 1 000 have files. */
const landed = Array.from({ length: 5_000 }, (_, at): WorkCommit => {
  const { id = '' } = tasks[(at * 7) % tasks.length] ?? {};
  const files = Array.from({ length: 20 }, (_none, file) => `packages/area-${(at * 7) % 400}/src/file-${(at + file) % 60}.ts`);
  return { ...workCommit(`feat(${id}): Build it (#${at})`), hash: at.toString(16).padStart(40, '0'), ...(at < 1_000 ? { files } : {}) };
});

const worst = Array.from({ length: 64 }, (_, at) => `${'*/'.repeat(20)}${'a*'.repeat(60)}${at}x`);
const scoped = [0, 1].map((index) => ({ ...tasks[index], fileScope: index === 0 ? worst : worst.map((one) => `${one}/*${'b*'.repeat(20)}c`) })) as unknown as typeof tasks;

const changed = Array.from({ length: 1_000 }, (_, at) => `packages/area-${at % 3}/src/part-0/folder/file-${at}.ts`);

export const bench: Bench = async () => [
  await measured('conflicts of 300 000 pairs of 10 000 tasks', 20, () => {
    const found = conflictsAmong();
    check(found > 0 && found < PAIRS / 10);
  }),
  await measured('the same, with what 5 000 commits teach', 25, () => check(conflictsAmong(repositoryWork({ landed })) > 0)),
  await measured('two tasks with the worst patterns there can be', 1, () => {
    const [a, b] = scoped;
    check(Boolean(a && b && conflictsOf(scoped).between(a, b)));
  }),
  await measured('1 000 changed files against a scope', 1, () => {
    const isInScope = inScopeOf(tasks[0]?.fileScope ?? []);
    check(changed.filter((file) => isInScope?.(file)).length === 334);
  }),
];
