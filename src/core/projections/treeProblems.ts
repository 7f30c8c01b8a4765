import { placeOf, type Problem, type ProblemSeverity } from '../problem';
import type { Snapshot } from '../snapshot';
import { noChildren, type NodeIcon, type ProblemNode, type TreeNode } from './treeNode';
import { heading, listed, note } from './treeNote';
import { counted, manyLines, oneLine } from './treeText';

const SEVERITIES: readonly ProblemSeverity[] = ['error', 'warning', 'info'];

export const PROBLEM_ICON: Readonly<Record<ProblemSeverity, NodeIcon>> = {
  error: { id: 'error', color: 'problemsErrorIcon.foreground' },
  warning: { id: 'warning', color: 'problemsWarningIcon.foreground' },
  info: { id: 'info', color: 'problemsInfoIcon.foreground' },
};

/** So many of a kind stand for themselves; more get a row above them. */
export const MOST_LOOSE = 3;

/** Errors first; otherwise as they were found. */
export function worstFirst(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

const NOUNS: Readonly<Record<ProblemSeverity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** What is wrong with the two files, of one severity: a few rows, or one row over many. Errors start open. */
export function problemNodes({ problems }: Snapshot, severity: ProblemSeverity): readonly TreeNode[] {
  const found = problems.flatMap((problem, index) => (problem.severity === severity ? [{ problem, index }] : []));
  if (found.length <= MOST_LOOSE) return found.map(problemNode);
  const label = `${counted(found.length, NOUNS[severity])} in the files`;
  const rows = () => listed(found, `problem:${severity}`, problemNode);
  return [heading(`problems:${severity}`, label, severity === 'error' ? 'expanded' : 'collapsed', PROBLEM_ICON[severity], rows)];
}

function problemNode({ problem, index }: { problem: Problem; index: number }): ProblemNode {
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

/** The gaps of a manifest that is not OK: above all else, for such a manifest is no plan to work by. */
export function gapsNode({ manifest, backlog }: Snapshot): readonly TreeNode[] {
  if (!manifest || (manifest.status.toUpperCase() === 'OK' && manifest.gaps.length === 0)) return [];
  const rows = () =>
    listed(manifest.gaps, 'gap', (gap, index) =>
      note(`gap:${index}`, oneLine(gap.code) || 'GAP', 'gap', PROBLEM_ICON.warning, {
        description: oneLine(gap.text, 200),
        tooltip: `${oneLine(gap.code)}\n${manyLines(gap.text)}`,
      }),
    );
  const label = `Manifest status: ${oneLine(manifest.status, 40)}`;
  const description = manifest.gaps.length > 0 ? counted(manifest.gaps.length, 'gap') : oneLine(backlog.manifestPath);
  const collapsible = manifest.gaps.length > 0 ? 'expanded' : 'none';
  return [heading('gaps', label, collapsible, PROBLEM_ICON.warning, rows, description)];
}
