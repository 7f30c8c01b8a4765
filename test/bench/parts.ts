import { NO_FACTS } from '../../src/core/facts';
import { taskGraph } from '../../src/core/graph/taskGraph';
import { planBacklog } from '../../src/core/plan/planBacklog';
import { graphModel } from '../../src/core/projections/graph';
import { pulseModel } from '../../src/core/projections/pulse';
import { treeOf } from '../../src/core/projections/tree';
import { EMPTY_FILTER } from '../../src/core/projections/treeFilter';
import { attentionInViews } from '../../src/core/rules/attention';
import { eligibleTasks } from '../../src/core/select/eligibility';
import { waitingTasks } from '../../src/core/select/waiting';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import type { Snapshot } from '../../src/core/snapshot';
import type { GeneratedBacklog } from '../support/generatedBacklog';
import { loaded } from './loaded';

const NOW = new Date('2025-09-28T10:30:00Z');

/** One thing that is done to a whole backlog, and says how much it found. */
export interface Part {
  readonly name: string;
  run(texts: GeneratedBacklog, snapshot: Snapshot): number;
}

function surroundings(snapshot: Snapshot) {
  return { snapshot, gitFacts: { kind: 'unread', reason: '' }, settings: DEFAULT_SETTINGS, isLoaded: true, isTrusted: true, isOneOfSeveral: false } as const;
}

/** A snapshot that nothing has been kept for yet. */
function anew(snapshot: Snapshot): Snapshot {
  return { ...snapshot, ...(snapshot.manifest ? { manifest: { ...snapshot.manifest } } : {}) };
}

/** All that reads a backlog as a whole, for views and commands. */
export const PARTS: readonly Part[] = [
  { name: 'load, validate and snapshot', run: (texts) => loaded(texts).tasks.length },
  { name: 'eligible tasks', run: (_, snapshot) => eligibleTasks(anew(snapshot), 'risk').length },
  { name: 'what waits on what', run: (_, snapshot) => waitingTasks(anew(snapshot)).length },
  { name: 'relatives of the first and the last task', run: (_, snapshot) => relatives(anew(snapshot)) },
  { name: 'attention', run: (_, snapshot) => Object.keys(attentionInViews({ snapshot: anew(snapshot), facts: NO_FACTS, settings: DEFAULT_SETTINGS, now: NOW })).length },
  { name: 'tree', run: (_, snapshot) => treeOf(anew(snapshot), { grouping: 'phase', filter: EMPTY_FILTER, settings: DEFAULT_SETTINGS }).length },
  { name: 'pulse', run: (_, snapshot) => JSON.stringify(pulseModel({ ...surroundings(anew(snapshot)), now: NOW })).length },
  { name: 'graph', run: (_, snapshot) => JSON.stringify(graphModel(surroundings(anew(snapshot)))).length },
  { name: 'plan', run: (_, snapshot) => planBacklog(anew(snapshot), { scope: { kind: 'backlog' }, isParallel: false, max: 3, settings: DEFAULT_SETTINGS }).waves.length },
];

function relatives(snapshot: Snapshot): number {
  const ids = [snapshot.tasks[0], snapshot.tasks.at(-1)].map((view) => view?.task.id ?? '');
  const graph = taskGraph(snapshot);
  return ids.reduce((count, id) => count + graph.ancestors(id).length + graph.descendants(id).length, 0);
}
