import type { DocumentFact } from '../../src/core/documents';
import { refKey, type ProjectFacts } from '../../src/core/facts';
import type { Snapshot } from '../../src/core/snapshot';
import type { RepositoryWork, TaskBranch, WorkCommit } from '../../src/core/work';
import { generatedBacklog } from './generatedBacklog';
import { repositoryWork, taskBranch, workCommit } from './work';

interface RawEntry {
  status: string;
  [key: string]: unknown;
}

/** A backlog as it looks after some weeks of work by agents, and what git tells of it. */
export interface LivedInBacklog {
  readonly manifest: Record<string, unknown>;
  readonly entries: Readonly<Record<string, RawEntry>>;
  readonly work: RepositoryWork;
  readonly now: Date;
}

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2025-11-20T12:00:00Z');
/** The manifest was made anew, when most of what is completed had been. */
const MADE = NOW - 4 * DAY;

const iso = (time: number) => new Date(time).toISOString().replace('.000Z', 'Z');

/**
 * A real-looking project, always the same: two fifths completed and merged by squashing, two tasks under way on their
 * branches. As in real ones, four of five times were invented, a quarter of the completed tasks was never in progress,
 * tasks vanished from a manifest made anew and left their entries, some criteria were renamed, and keys nobody knows
 * stand in many entries.
 */
export function livedInBacklog(count: number): LivedInBacklog {
  const texts = generatedBacklog({ tasks: count });
  const manifest: Record<string, unknown> = { ...(JSON.parse(texts.manifest) as Record<string, unknown>), timestamp: iso(MADE) };
  const ids = (manifest['tasks'] as { task_id: string }[]).map(({ task_id }) => task_id);
  const known = (JSON.parse(texts.state) as { tasks: Record<string, RawEntry> }).tasks;
  const entries: Record<string, RawEntry> = {};
  const landed: WorkCommit[] = [];
  const branches: TaskBranch[] = [];
  const finished = ids.filter((id) => known[id]?.status === 'completed').length;
  for (const [index, id] of ids.entries()) {
    const entry = known[id];
    if (!entry) continue;
    if (entry.status === 'completed') {
      // Evenly over four weeks, so that a seventh of them is younger than the manifest.
      const at = NOW - 28 * DAY + Math.floor(((index + 1) / (finished + 1)) * 28 * DAY);
      entries[id] = completed(index, entry, at);
      landed.unshift({ ...workCommit(`feat(${id}): build it (#${index + 1})`, iso(at)), hash: hashOf(index) });
      if (index % 6 === 0) branches.push(taskBranch(id, { tip: hashOf(index), tipAt: iso(at - HOUR) }));
    } else if (entry.status === 'in-progress') {
      const at = NOW - 3 * HOUR;
      branches.push(taskBranch(id, { tip: hashOf(index), tipAt: iso(at), entry: { ...entry, started_at: iso(NOW + 5 * HOUR) } }));
    } else {
      entries[id] = entry;
    }
  }
  for (let index = 0; index < Math.ceil(count / 3); index++) {
    entries[`GONE_${index}--T01`] = completed(index, { status: 'completed', acs_completed: ['X-AC01'] }, NOW - 20 * DAY);
  }
  return { manifest, entries, work: repositoryWork({ branches, landed }), now: new Date(NOW) };
}

function completed(index: number, entry: RawEntry, at: number): RawEntry {
  const isHonest = index % 5 === 0;
  const end = isHonest ? at - 10 * 60_000 : [at + 2 * HOUR, at + 9 * HOUR, at - 3 * DAY, at][index % 4]!;
  const start = [end - HOUR, end, end + HOUR, end - 20 * 60_000][isHonest ? 0 : index % 4]!;
  const acs = entry['acs_completed'] as string[];
  return {
    ...entry,
    completed_at: iso(end),
    started_at: index % 4 === 1 ? undefined : iso(start),
    ...(index % 9 === 4 ? { acs_completed: acs.slice(0, -1), acs_remaining: [] } : {}),
    ...(index % 11 === 3 ? { acs_completed: [...acs, `${acs[0] ?? ''}-old`] } : {}),
    ...(index % 3 === 0 ? { pr_number: index, files_modified: ['src/a.ts'], test_results: { passed: 12 } } : {}),
  };
}

function hashOf(index: number): string {
  return (index + 1).toString(16).padStart(40, '0');
}

/** Documents as they mostly are: every third test file lies elsewhere than the manifest says. */
export function livedInFacts({ tasks }: Snapshot): ProjectFacts {
  const documents = new Map<string, DocumentFact>();
  for (const { task } of tasks) {
    for (const ref of task.tests) {
      documents.set(refKey(ref), task.index % 3 === 0 ? { kind: 'missing', ref, reason: 'it is not there' } : { kind: 'found', ref, path: ref.path ?? '' });
    }
  }
  return { documents };
}
