import type { DocumentFact } from '../../../../src/core/documents';
import { NO_FACTS, refKey, type ProjectFacts } from '../../../../src/core/facts';
import type { Anomaly, AttentionInput } from '../../../../src/core/rules/anomaly';
import { attentionOf } from '../../../../src/core/rules/attention';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/core/settings';
import type { Snapshot } from '../../../../src/core/snapshot';
import type { RepositoryWork } from '../../../../src/core/work';
import { manifest, snapshotOf, task, type RawTask } from '../../../support/builders';
import { workCommit } from '../../../support/work';

const NOW = new Date('2026-01-10T12:00:00Z');
/** The manifest is five days old, so what is completed since counts. */
const MADE = '2026-01-05T00:00:00Z';
export const YESTERDAY = '2026-01-09T10:00:00Z';

export const ACS = ['A-AC01', 'A-AC02'];
export const done = { status: 'completed', started_at: '2026-01-08T09:00:00Z', completed_at: YESTERDAY, acs_completed: ACS, acs_remaining: [] };
export const running = { status: 'in-progress', started_at: YESTERDAY, acs_completed: [], acs_remaining: ACS };
export const blocked = (reason: string) => ({ status: 'blocked', started_at: YESTERDAY, acs_completed: [], blocked_reason: reason });

export interface Given {
  readonly tasks?: readonly RawTask[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly work?: RepositoryWork;
  readonly facts?: ProjectFacts;
  readonly settings?: Partial<Settings>;
  readonly made?: string;
}

export const A = (given: Partial<RawTask> = {}) => task({ task_id: 'A--T01', ...given });
export const B = (given: Partial<RawTask> = {}) => task({ task_id: 'B--T01', ...given });

export function inputOf({ tasks = [A()], entries = {}, work, facts = NO_FACTS, settings = {}, made = MADE }: Given): AttentionInput {
  const snapshot = snapshotOf(manifest(tasks, { timestamp: made }), entries, undefined, work, settings);
  return { snapshot, facts, settings: { ...DEFAULT_SETTINGS, ...settings }, now: NOW };
}

export const found = (given: Given): readonly Anomaly[] => attentionOf(inputOf(given)).anomalies;
export const codes = (given: Given) => found(given).map(({ fullCode, severity }) => `${severity} ${fullCode}`);

export function testFiles(snapshot: Snapshot, isThere: boolean): ProjectFacts {
  const refs = snapshot.tasks.flatMap((view) => view.task.tests);
  const fact = (ref: (typeof refs)[number]): DocumentFact => (isThere ? { kind: 'found', ref, path: ref.path ?? '' } : { kind: 'missing', ref, reason: 'it is not there' });
  return { documents: new Map(refs.map((ref) => [refKey(ref), fact(ref)])) };
}

export const high = A({ risk: 'High' });
export const highDone = { tasks: [high], entries: { 'A--T01': done } };
export const merged = workCommit('feat(A--T01): build it (#7)', YESTERDAY);
