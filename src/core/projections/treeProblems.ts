import { placeOf, type Problem, type ProblemSeverity } from '../problem';
import type { Snapshot } from '../snapshot';
import { noChildren, type NodeIcon, type NoteNode, type ProblemNode, type TreeNode } from './treeNode';
import { STAGE_LOOK } from './treeStage';
import { counted, manyLines, oneLine } from './treeText';

/** Rows shown under one heading; the rest is in the Problems view. */
const MOST_ROWS = 200;

const SEVERITIES: readonly ProblemSeverity[] = ['error', 'warning', 'info'];

export const PROBLEM_ICON: Readonly<Record<ProblemSeverity, NodeIcon>> = {
  error: { id: 'error', color: 'problemsErrorIcon.foreground' },
  warning: { id: 'warning', color: 'problemsWarningIcon.foreground' },
  info: { id: 'info', color: 'problemsInfoIcon.foreground' },
};

/** Errors first; otherwise as they were found. */
export function worstFirst(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

/** The rows above the tasks: problems of the files, and gaps of a manifest that is not OK. */
export function troubleNodes(snapshot: Snapshot): readonly TreeNode[] {
  return [...problemsNode(snapshot), ...gapsNode(snapshot)];
}

/** The row below the tasks: state entries whose task the manifest does not have. */
export function orphansNode(snapshot: Snapshot): readonly TreeNode[] {
  const { orphans, state } = snapshot;
  if (orphans.length === 0) return [];
  const rows = () =>
    listed(orphans, 'orphan', (id) => {
      const entry = state.entries.get(id);
      const status = entry?.status ?? 'pending';
      const file = oneLine(snapshot.backlog.statePath);
      return row(`orphan:${id}`, oneLine(id) || '(no id)', 'orphan', { id: 'question' }, {
        description: status === 'pending' ? 'Pending' : STAGE_LOOK[status].label,
        tooltip: `${oneLine(id)} has an entry in ${file}, but is no task of the manifest. The entry is kept.`,
      });
    });
  const label = counted(orphans.length, 'entry without a task', 'entries without a task');
  return [heading('orphans', label, 'collapsed', { id: 'question' }, rows, oneLine(snapshot.backlog.statePath))];
}

function problemsNode(snapshot: Snapshot): readonly TreeNode[] {
  const { problems } = snapshot;
  if (problems.length === 0) return [];
  const sorted = worstFirst(problems);
  const worst = sorted[0]?.severity ?? 'info';
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const description = errors > 0 && errors < problems.length ? counted(errors, 'error') : undefined;
  const rows = () => listed(sorted, 'problem', problemNode);
  const collapsible = errors > 0 ? 'expanded' : 'collapsed';
  return [heading('problems', counted(problems.length, 'problem'), collapsible, PROBLEM_ICON[worst], rows, description)];
}

function problemNode(problem: Problem, index: number): ProblemNode {
  const message = oneLine(problem.message, 200);
  const place = oneLine(placeOf(problem), 120);
  return {
    kind: 'problem',
    id: `problem:${index}`,
    problem,
    label: message,
    description: place,
    tooltip: `${manyLines(problem.message)}\n${manyLines(problem.remedy)}\n${place}`,
    icon: PROBLEM_ICON[problem.severity],
    accessibleLabel: `${problem.severity}: ${message}, ${place}. ${oneLine(problem.remedy, 200)}`,
    contextValue: `problem ${problem.severity}`,
    collapsible: 'none',
    children: noChildren,
  };
}

function gapsNode({ manifest, backlog }: Snapshot): readonly TreeNode[] {
  if (!manifest || (manifest.status.toUpperCase() === 'OK' && manifest.gaps.length === 0)) return [];
  const rows = () =>
    listed(manifest.gaps, 'gap', (gap, index) =>
      row(`gap:${index}`, oneLine(gap.code) || 'GAP', 'gap', PROBLEM_ICON.warning, {
        description: oneLine(gap.text, 200),
        tooltip: `${oneLine(gap.code)}\n${manyLines(gap.text)}`,
      }),
    );
  const label = `Manifest status: ${oneLine(manifest.status, 40)}`;
  const description = manifest.gaps.length > 0 ? counted(manifest.gaps.length, 'gap') : oneLine(backlog.manifestPath);
  const collapsible = manifest.gaps.length > 0 ? 'expanded' : 'none';
  return [heading('gaps', label, collapsible, PROBLEM_ICON.warning, rows, description)];
}

function heading(
  id: string,
  label: string,
  collapsible: NoteNode['collapsible'],
  icon: NodeIcon,
  children: () => readonly TreeNode[],
  description?: string,
): NoteNode {
  return { ...row(id, label, id, icon, description ? { description } : {}), collapsible, children };
}

function row(
  id: string,
  label: string,
  contextValue: string,
  icon: NodeIcon,
  more: Partial<Pick<NoteNode, 'description' | 'tooltip'>>,
): NoteNode {
  const accessibleLabel = more.description ? `${label}, ${more.description}` : label;
  return { kind: 'note', id, label, icon, contextValue, accessibleLabel, collapsible: 'none', children: noChildren, ...more };
}

function listed<T>(items: readonly T[], kind: string, make: (item: T, index: number) => TreeNode): TreeNode[] {
  const rows = items.slice(0, MOST_ROWS).map(make);
  const left = items.length - rows.length;
  return left > 0 ? [...rows, row(`${kind}:more`, `…and ${left} more`, 'more', { id: 'ellipsis' }, {})] : rows;
}
