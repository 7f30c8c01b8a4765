import { oneLine } from '../projections/treeText';
import type { Snapshot, TaskView } from '../snapshot';
import { t } from '../words';
import type { Merge } from './source';

/** Longest name of a branch or a folder that is shown whole. */
const NAME = 60;

/** Whether what is recorded of a task goes to a file that is checked out: here, or in a worktree on its branch. */
export function isWithinReach({ source }: Pick<TaskView, 'source'>): boolean {
  return source.kind !== 'branch' && source.kind !== 'base';
}

/** Where a status was read, in a word or two for a row: `feat/X`, `origin/feat/X`, `main`; undefined for the file that is open here. */
export function sourceName({ source }: Pick<TaskView, 'source'>): string | undefined {
  switch (source.kind) {
    case 'none':
    case 'file':
      return undefined;
    case 'worktree':
    case 'base':
      return oneLine(source.branch, NAME);
    case 'branch':
      return oneLine(source.remote === undefined ? source.branch : `${source.remote}/${source.branch}`, NAME);
  }
}

/** `on feat/X (worktree /code/x)`, `on origin/main, which is not pulled yet`; empty for the file that is open here. */
export function sourceWords(view: Pick<TaskView, 'source'>): string {
  const name = sourceName(view);
  if (name === undefined) return '';
  const { source } = view;
  if (source.kind === 'worktree') return t('on {0} (worktree {1})', name, oneLine(source.root, 200));
  return source.kind === 'base' && source.isAhead ? t('on {0}, which is not pulled yet', name) : t('on {0}', name);
}

/** Where a status was read, as the end of a sentence: `recorded on feat/X`, `recorded in docs/…`, `no entry in docs/…`. */
export function sourceSentence(view: Pick<TaskView, 'source'>, { backlog }: Pick<Snapshot, 'backlog'>): string {
  const file = oneLine(backlog.statePath, 200);
  if (view.source.kind === 'none') return t('no entry in {0}', file);
  return view.source.kind === 'file' ? t('recorded in {0}', file) : t('recorded {0}', sourceWords(view));
}

/** `#57`, or the commit where no pull request is named. */
export function mergeName({ pull, commit }: Merge): string {
  return pull === undefined ? commit.slice(0, 8) : `#${pull}`;
}

/** JSON for tools and scripts; keys as the other answers have them. */
export function sourceData({ source, merge, work }: Pick<TaskView, 'source' | 'merge' | 'work'>): object {
  return {
    source: source.kind === 'worktree' ? { kind: source.kind, branch: source.branch, worktree: source.root } : source,
    ...(work ? { branch: { name: work.name, ...(work.remote === undefined ? {} : { remote: work.remote }), tip: work.tip, tip_at: work.tipAt } } : {}),
    ...(merge ? { merged: { commit: merge.commit, at: merge.at, how: merge.how, ...(merge.pull === undefined ? {} : { pull: merge.pull }) } } : {}),
  };
}
