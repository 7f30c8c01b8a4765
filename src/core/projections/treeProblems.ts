import { placeOf, type Problem, type ProblemSeverity } from '../problem';
import type { Snapshot } from '../snapshot';
import { counted, t } from '../words';
import { noChildren, type NodeIcon, type ProblemNode, type TreeNode } from './treeNode';
import { heading, listed, note } from './treeNote';
import { manyLines, oneLine } from './treeText';

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

function headingOf(severity: ProblemSeverity, count: number): string {
  switch (severity) {
    case 'error':
      return counted(count, '{0} error in the files', '{0} errors in the files');
    case 'warning':
      return counted(count, '{0} warning in the files', '{0} warnings in the files');
    case 'info':
      return counted(count, '{0} note in the files', '{0} notes in the files');
  }
}

/** Said before a row's words to those who do not see its icon. */
function severityWords(severity: ProblemSeverity): string {
  switch (severity) {
    case 'error':
      return t('error');
    case 'warning':
      return t('warning');
    case 'info':
      return t('info');
  }
}

/** What is wrong with the two files, of one severity: a few rows, or one row over many. Errors start open. */
export function problemNodes({ problems }: Snapshot, severity: ProblemSeverity): readonly TreeNode[] {
  const found = problems.flatMap((problem, index) => (problem.severity === severity ? [{ problem, index }] : []));
  if (found.length <= MOST_LOOSE) return found.map(problemNode);
  const label = headingOf(severity, found.length);
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
    accessibleLabel: `${severityWords(problem.severity)}: ${message}, ${place}. ${oneLine(problem.remedy, 200)}`,
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
  const label = t('Manifest status: {0}', oneLine(manifest.status, 40));
  const description = manifest.gaps.length > 0 ? counted(manifest.gaps.length, '{0} gap', '{0} gaps') : oneLine(backlog.manifestPath);
  const collapsible = manifest.gaps.length > 0 ? 'expanded' : 'none';
  return [heading('gaps', label, collapsible, PROBLEM_ICON.warning, rows, description)];
}
