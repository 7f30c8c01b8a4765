import { cut } from '../cut';
import { RISKS } from '../manifest/task';
import type { PhaseRow, SliceRow } from '../pulseProtocol';
import { isMergedOpen, isUnderWay } from '../select/eligibility';
import type { TaskView } from '../snapshot';
import { t } from '../words';

/** So many phases, and slices of one phase, get a row of their own; the rest is told as one. */
const ROWS = 40;

/** Progress by phase and slice, both in the order in which the manifest first names them. */
export function groupRows(tasks: readonly TaskView[], currentPhase: string | undefined): PhaseRow[] {
  return grouped(tasks, (view) => view.task.phase).map(([label, members]) => ({
    ...row(label, members),
    isCurrent: label === currentPhase,
    slices: grouped(members, (view) => view.task.slice).map(([slice, own]) => row(slice, own)),
  }));
}

function grouped(tasks: readonly TaskView[], labelOf: (view: TaskView) => string): [string, TaskView[]][] {
  const groups = new Map<string, TaskView[]>();
  for (const view of tasks) {
    const label = labelOf(view);
    const members = groups.get(label);
    if (members) members.push(view);
    else groups.set(label, [view]);
  }
  const all = [...groups];
  if (all.length <= ROWS) return all;
  const rest = all.slice(ROWS - 1);
  return [...all.slice(0, ROWS - 1), [t('{0} more', rest.length), rest.flatMap(([, members]) => members)]];
}

function row(label: string, members: readonly TaskView[]): SliceRow {
  const count = (status: TaskView['status']) => members.filter((view) => view.status === status).length;
  const risks = RISKS.map((risk) => {
    const own = members.filter(({ task }) => task.risk === risk);
    return { risk, completed: own.filter(({ status }) => status === 'completed').length, total: own.length };
  });
  return {
    label: cut(label, 200),
    total: members.length,
    completed: count('completed'),
    inProgress: members.filter(isUnderWay).length,
    blocked: members.filter((view) => view.status === 'blocked' && !isMergedOpen(view)).length,
    abandoned: count('abandoned'),
    risks: risks.filter(({ total }) => total > 0),
  };
}
