import { t } from '../words';
import { noChildren, type NodeIcon, type NoteNode, type TreeNode } from './treeNode';

/** Rows shown under one heading; the rest is counted. */
const MOST_ROWS = 200;

/** A row over others. */
export function heading(
  id: string,
  label: string,
  collapsible: NoteNode['collapsible'],
  icon: NodeIcon,
  children: () => readonly TreeNode[],
  description?: string,
): NoteNode {
  return { ...note(id, label, id, icon, description ? { description } : {}), collapsible, children };
}

/** A row that only tells something. */
export function note(
  id: string,
  label: string,
  contextValue: string,
  icon: NodeIcon,
  more: Partial<Pick<NoteNode, 'description' | 'tooltip'>>,
): NoteNode {
  const accessibleLabel = more.description ? `${label}, ${more.description}` : label;
  return { kind: 'note', id, label, icon, contextValue, accessibleLabel, collapsible: 'none', children: noChildren, ...more };
}

/** A row for each item, as far as one heading shows them. `kind` keeps the ids of several lists apart. */
export function listed<T>(items: readonly T[], kind: string, make: (item: T, index: number) => TreeNode): TreeNode[] {
  const rows = items.slice(0, MOST_ROWS).map(make);
  const left = items.length - rows.length;
  return left > 0 ? [...rows, note(`${kind}:more`, t('…and {0} more', left), 'more', { id: 'ellipsis' }, {})] : rows;
}
