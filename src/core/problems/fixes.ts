import { editsOf } from '../json/changes';
import type { TextEdit } from '../json/textEdit';
import type { Problem } from '../problem';
import type { Snapshot } from '../snapshot';
import type { Fix } from './fix';
import { manifestFixes } from './manifestFixes';
import { stateFixes } from './stateFixes';

/** The ways to mend a problem of this snapshot; none where only a person knows what was meant. */
export function fixesOf(problem: Problem, snapshot: Snapshot): readonly Fix[] {
  const { manifestPath, statePath } = snapshot.backlog;
  if (problem.file === manifestPath) return manifestFixes(problem, snapshot);
  return problem.file === statePath ? stateFixes(problem, snapshot) : [];
}

/** One fix for all problems of the kind in the same file; undefined where there are not two that can be mended so. */
export function fixForAll({ kind, file }: Problem, problems: readonly Problem[], snapshot: Snapshot): Fix | undefined {
  const fixes = problems
    .filter((one) => one.kind === kind && one.file === file)
    .flatMap((one) => fixesOf(one, snapshot).find(({ all }) => all !== undefined) ?? []);
  const [first] = fixes;
  if (first?.all === undefined || fixes.length < 2) return undefined;
  return { title: first.all, changes: fixes.flatMap(({ changes }) => changes) };
}

/** A fix as edits of the text that the snapshot was made from. */
export function fixEdits(fix: Fix, { file }: Problem, { backlog, texts }: Snapshot): readonly TextEdit[] {
  const text = file === backlog.manifestPath ? texts.manifest : texts.state;
  return text === undefined ? [] : editsOf(text, fix.changes);
}
