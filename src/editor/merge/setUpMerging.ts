import * as vscode from 'vscode';
import type { Answer } from '../../core/operations/operation';
import { changesNothing, mergeDriver, planMergeDriver, previewOf } from '../../core/operations/mergeDriver';
import { t } from '../../core/words';
import type { FolderBacklog } from '../folderBacklog';
import { confirm, tell, whisper } from '../messages';
import { refusalError } from '../refusalError';
import { requireTrust } from '../requireTrust';

interface Done {
  readonly attributes_changed: boolean;
  readonly driver_changed: boolean;
  readonly warnings: readonly string[];
}

/** Lets git merge the state file task by task, once the person has seen what that changes; and takes it back. */
export async function setUpMerging(backlog: FolderBacklog): Promise<void> {
  requireTrust(t('Nothing is set up in Restricted Mode'));
  if (!(await agrees(backlog, {}, t('Set Up')))) return;
  const answer = await run(backlog, {});
  const { attributes_changed: hasLine, driver_changed: hasDriver, warnings } = answer.data as Done;
  if (!hasLine && !hasDriver) {
    void tell('info', [t('git merges the task state task by task already.'), ...warnings].join(' '), [{ title: t('Remove…'), run: () => remove(backlog) }]);
    return;
  }
  const next = hasLine ? [t('Commit .gitattributes, so that it holds for others too; each sets it up in their own clone.')] : [];
  void tell('info', [t('git merges the task state task by task now.'), ...next, ...warnings].join(' '), [
    // The line was there for others before.
    { title: t('Undo'), run: () => takeBack(backlog, !hasLine) },
    ...(hasLine ? [{ title: t('Open .gitattributes'), run: () => vscode.window.showTextDocument(vscode.Uri.joinPath(backlog.folder.uri, '.gitattributes')) }] : []),
  ]);
}

async function remove(backlog: FolderBacklog): Promise<void> {
  if (await agrees(backlog, { remove: true }, t('Remove'))) await takeBack(backlog, false);
}

async function takeBack(backlog: FolderBacklog, keepLine: boolean): Promise<void> {
  await run(backlog, { remove: true, keepLine });
  whisper(t('git merges the task state line by line again'));
}

/** Shows what would change; where nothing would, there is nothing to agree to. */
async function agrees(backlog: FolderBacklog, input: { readonly remove?: boolean }, yes: string): Promise<boolean> {
  const plan = await planMergeDriver(backlog.world, input);
  if (!plan.ok) throw refusalError(plan.error);
  const { title, lines } = previewOf(plan.value);
  return changesNothing(plan.value) || confirm(`${title}?`, lines.join('\n\n'), yes);
}

async function run(backlog: FolderBacklog, input: object): Promise<Answer> {
  const answer = await mergeDriver.run(backlog.world, input);
  if (!answer.ok) throw refusalError(answer.error);
  await backlog.refresh();
  return answer.value;
}
