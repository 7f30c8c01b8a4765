import { claimMessage } from '../delegate/commitMessages';
import { isSameId, landedCommits, namedByHead } from '../evidence/commits';
import type { Commit } from '../ports';
import { readTime } from '../pulse/age';
import { finishedAt } from '../rules/anomalies/past';
import type { TaskView } from '../snapshot';
import type { Batch } from './batch';
import type { ReportInput, TaskTimes } from './batchReport';

/**
 * Reads a task's times from its commits: of its own branch, of the coordinator's, and those that landed one by one. Of a
 * squash merge alone its record tells when it was finished, bounded by the merge (DESIGN section 3, "Clocks").
 */
export function taskTimes(taskId: string, view: TaskView | undefined, input: Pick<ReportInput, 'batch' | 'snapshot' | 'commits' | 'now'>): TaskTimes {
  const { batch, snapshot, now } = input;
  const begun = startOfBatch(batch, now);
  const isSquash = ({ hash }: Commit) => view?.merge?.how === 'squash' && view.merge.commit === hash;
  const all = eachOnce([...branchCommits(taskId, view, input), ...landedCommits(snapshot.work, { id: taskId })])
    .flatMap((commit) => timed(commit, now))
    .filter(({ time }) => time >= begun - CLOCK_SECOND);
  const claim = all.find(({ commit }) => commit.subject === claimMessage(taskId));
  const work = all.filter((one) => one !== claim && !isSquash(one.commit));
  const start = claim?.time ?? begun;
  const end = work.length > 0 ? latest(work) : view && (view.status === 'completed' || view.merge) ? finishedAt(view, now) : undefined;
  const isMerged = all.some(({ commit }) => isSquash(commit));
  return { start, ...(end === undefined ? {} : { end: Math.max(start, end) }), last: latest([...all, { time: begun }]), commits: work.length || Number(isMerged) };
}

/** Commits have whole seconds. */
const CLOCK_SECOND = 1000;

interface Timed {
  readonly commit: Commit;
  readonly time: number;
}

/** Not one that lies in the future: clocks of machines differ. */
function timed(commit: Commit, now: Date): readonly Timed[] {
  const time = readTime(commit.at);
  return time === undefined ? [] : [{ commit, time: Math.min(time, now.getTime()) }];
}

function latest(all: readonly Pick<Timed, 'time'>[]): number {
  return Math.max(...all.map(({ time }) => time));
}

function branchCommits(taskId: string, view: TaskView | undefined, { batch, commits = [] }: Pick<ReportInput, 'batch' | 'commits'>): readonly Commit[] {
  if (batch.mode === 'worktrees') return view?.work?.commits ?? [];
  return commits.filter(({ subject }) => namedByHead(subject)?.some((id) => isSameId(id, taskId)) === true);
}

function eachOnce(commits: readonly Commit[]): readonly Commit[] {
  return [...new Map(commits.map((commit) => [commit.hash, commit])).values()];
}

function startOfBatch({ at }: Batch, now: Date): number {
  return Math.min(readTime(at) ?? now.getTime(), now.getTime());
}
