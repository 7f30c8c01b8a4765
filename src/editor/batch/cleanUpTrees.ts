import * as vscode from 'vscode';
import { bytesText } from '../../core/batch/bytesText';
import type { CleanedUp, CleanUpCandidate } from '../../core/batch/cleanUp';
import { cleanUp, cleanUpCandidates } from '../../core/operations/batch/cleanUpWorktrees';
import type { World } from '../../core/operations/world';
import { noticeText, oneLine } from '../../core/projections/treeText';
import { counted, t } from '../../core/words';
import type { FolderBacklog } from '../folderBacklog';
import { confirm, tell } from '../messages';
import { refusalError } from '../refusalError';
import { requireTrust } from '../requireTrust';
import { plain } from '../tree/plain';

/** Whether the agent of a task still runs in a terminal here. */
export type IsRunning = (taskId: string) => boolean;

/**
 * Offers the worktrees of tasks to be removed, with what each takes on disk: what may go is ticked, what may not says why.
 *
 * @param top where only this one was asked for: it alone is ticked
 */
export async function cleanUpTrees(backlog: FolderBacklog, isRunning: IsRunning, top?: string): Promise<void> {
  requireTrust(t('Nothing is removed in Restricted Mode'));
  const { world } = backlog;
  const found = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: t('Looking at worktrees') }, () => cleanUpCandidates(world));
  if (!found.ok) throw refusalError(found.error);
  const candidates = found.value;
  if (candidates.length === 0) {
    void tell('info', t('There are no worktrees of tasks to clean up.'));
    return;
  }
  const chosen = await pickTrees(candidates, world, isRunning, top);
  if (!chosen || chosen.length === 0 || !(await agrees(chosen))) return;
  const cleaned = await remove(world, chosen);
  await backlog.refresh();
  tellCleaned(cleaned, chosen);
}

interface TreeItem extends vscode.QuickPickItem {
  readonly candidate?: CleanUpCandidate;
}

/** What hinders a removal: what core found, or an agent at work. */
function hindrance({ refusal, taskId }: CleanUpCandidate, isRunning: IsRunning): string | undefined {
  return refusal ?? (taskId !== undefined && isRunning(taskId) ? t('its agent is at work in a terminal') : undefined);
}

async function pickTrees(candidates: readonly CleanUpCandidate[], world: World, isRunning: IsRunning, top: string | undefined): Promise<readonly CleanUpCandidate[] | undefined> {
  const bytes = new Map(candidates.flatMap(({ look, bytes: known }) => (known === undefined ? [] : [[look.top, known] as const])));
  const [free, held] = [candidates.filter((one) => hindrance(one, isRunning) === undefined), candidates.filter((one) => hindrance(one, isRunning) !== undefined)];
  const pick = vscode.window.createQuickPick<TreeItem>();
  let isOver = false;
  let ticked = new Set(free.filter(({ look, hasLanded }) => (top === undefined ? hasLanded : look.top === top)).map(({ look }) => look.top));
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.keepScrollPosition = true;
  pick.placeholder = free.length > 0 ? t('Tick the worktrees to remove') : t('None can be removed now');
  const draw = () => {
    const items = free.map((candidate) => itemOf(candidate, bytes.get(candidate.look.top), 'trash', candidate.hasLanded ? t('its work is in the base branch') : t('its branch stays, with its work')));
    const others = held.map((candidate) => itemOf(candidate, bytes.get(candidate.look.top), 'lock', hindrance(candidate, isRunning) ?? ''));
    pick.items = [...items, ...(others.length > 0 ? [{ label: t('These stay'), kind: vscode.QuickPickItemKind.Separator }, ...others] : [])];
    pick.selectedItems = items.filter(({ candidate }) => candidate && ticked.has(candidate.look.top));
    title();
  };
  const title = () => {
    const known = [...ticked].flatMap((one) => bytes.get(one) ?? []);
    const bytesKnown = bytesText(known.reduce((sum, one) => sum + one, 0));
    pick.title = known.length > 0 ? t('Clean up worktrees: {0} of {1}, {2}', ticked.size, candidates.length, bytesKnown) : t('Clean up worktrees: {0} of {1}', ticked.size, candidates.length);
  };
  draw();
  void measure(candidates.filter(({ look }) => !bytes.has(look.top)), world, () => isOver, (measured, size) => {
    bytes.set(measured, size);
    if (!isOver) draw();
  });
  try {
    return await new Promise((resolve) => {
      pick.onDidChangeSelection((items) => {
        const mayGo = items.filter(({ candidate }) => candidate && free.includes(candidate));
        // What stays can be read as any row, and not be ticked.
        if (mayGo.length < items.length) pick.selectedItems = mayGo;
        ticked = new Set(mayGo.flatMap(({ candidate }) => (candidate ? [candidate.look.top] : [])));
        title();
      });
      pick.onDidAccept(() => resolve(free.filter(({ look }) => ticked.has(look.top))));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    isOver = true;
    pick.dispose();
  }
}

/** One after the other, so that the disk is not read by many at once. */
async function measure(candidates: readonly CleanUpCandidate[], { trees, log }: World, isOver: () => boolean, found: (top: string, bytes: number) => void): Promise<void> {
  for (const { look } of candidates) {
    try {
      const bytes = isOver() ? undefined : await trees.diskUse(look.top, isOver);
      if (bytes !== undefined) found(look.top, bytes);
    } catch (error) {
      log.warn(`${look.top} could not be measured: ${String(error)}`);
    }
  }
}

function itemOf(candidate: CleanUpCandidate, bytes: number | undefined, icon: string, why: string): TreeItem {
  const { look } = candidate;
  return {
    candidate,
    label: `$(${icon}) ${plain(nameOf(candidate), 80)}`,
    description: `${bytes === undefined ? t('measuring…') : bytesText(bytes)} · ${why}`,
    detail: plain(look.top, 300),
    alwaysShow: true,
  };
}

function nameOf({ taskId, look }: CleanUpCandidate): string {
  return oneLine(taskId ?? look.branch ?? look.top, 80);
}

function agrees(chosen: readonly CleanUpCandidate[]): Promise<boolean> {
  const lines = chosen.map(({ look, hasLanded }) => `• ${removedLine(oneLine(look.top, 200), look.branch === undefined ? undefined : oneLine(look.branch, 80), hasLanded)}`);
  return confirm(counted(chosen.length, 'Remove {0} worktree?', 'Remove {0} worktrees?'), [...lines, '', t('Each is looked at once more. What holds uncommitted or unpushed work stays.')].join('\n'), t('Remove'));
}

function remove(world: World, chosen: readonly CleanUpCandidate[]): Thenable<CleanedUp> {
  const tops = chosen.map(({ look }) => look.top);
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t('Clean up worktrees'), cancellable: true }, (progress, token) =>
    cleanUp(world, tops, {
      isCancelled: () => token.isCancellationRequested,
      onStep: (top, index, count) => progress.report({ message: noticeText(t('{0} of {1}: {2}', index, count, oneLine(top, 120))) }),
    }),
  );
}

function tellCleaned({ removed, refused }: CleanedUp, chosen: readonly CleanUpCandidate[]): void {
  const branches = removed.flatMap(({ branch }) => branch ?? []);
  const freed = removed.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  const left = chosen.length - removed.length - refused.length;
  const text = [
    freed > 0 ? counted(removed.length, '{0} worktree removed ({1}).', '{0} worktrees removed ({1}).', bytesText(freed)) : counted(removed.length, '{0} worktree removed.', '{0} worktrees removed.'),
    ...(branches.length > 0 ? [counted(branches.length, 'Gone with it: {1}.', 'Gone with them: {1}.', branches.map((name) => oneLine(name, 80)).join(', '))] : []),
    ...refused.slice(0, 3).map(({ top, refusal }) => t('{0} stays: {1}. {2}', oneLine(top, 120), refusal.message, refusal.remedy)),
    ...(left > 0 ? [counted(left, 'Cancelled before {0} other.', 'Cancelled before {0} others.')] : []),
  ].join(' ');
  void tell(refused.length > 0 ? 'warning' : 'info', text);
}

function removedLine(top: string, branch: string | undefined, hasLanded: boolean): string {
  if (branch === undefined) return top;
  return hasLanded ? t('{0}, with the branch {1}', top, branch) : t('{0}; the branch {1} stays', top, branch);
}
