import type { Backlog } from '../backlog';
import type { TreeNode } from '../../core/projections/treeNode';

/** One row of the tree, as menus and the tree's own commands hand it over. */
export interface TreeElement {
  readonly backlog: Backlog;
  /** Absent for the row that stands for a whole backlog. */
  readonly node: TreeNode | undefined;
  readonly parent: TreeElement | undefined;
}

/** The row a command was called on, if it was called on one. */
export function elementOf(argument: unknown): TreeElement | undefined {
  const isRow = isRecord(argument) && 'node' in argument && isRecord(argument['backlog']) && 'snapshot' in argument['backlog'];
  return isRow ? (argument as unknown as TreeElement) : undefined;
}

/** The task a command was called for: a row of the tree (also of a criterion or an agent), an id, or `{ taskId }`. */
export function taskIdOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument === '' ? undefined : argument;
  const node = elementOf(argument)?.node;
  if (node?.kind === 'anomaly') return node.anomaly.taskId;
  if (node?.kind === 'agent' || node?.kind === 'agent-file') return node.agent.taskId;
  if (node) return node.kind === 'task' || node.kind === 'criterion' ? node.view.task.id : undefined;
  return isRecord(argument) && typeof argument['taskId'] === 'string' ? argument['taskId'] : undefined;
}

/** The folder of the backlog a command was called for, as a URI text: from a row of the tree, or `{ folder }`. */
export function folderOf(argument: unknown): string | undefined {
  const element = elementOf(argument);
  if (element) return element.backlog.folder.uri.toString();
  return isRecord(argument) && typeof argument['folder'] === 'string' ? argument['folder'] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
