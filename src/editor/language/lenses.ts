import * as vscode from 'vscode';
import { ENTRY_LENSES, lensText, taskLenses, type LensAct } from '../../core/language/lenses';
import { t } from '../../core/words';
import type { Backlog } from '../backlog';
import { COMMANDS, type CommandId } from '../ids';
import type { OpenTexts } from './openTexts';

const COMMAND_OF: Readonly<Record<LensAct, CommandId>> = {
  start: COMMANDS.startTask,
  resume: COMMANDS.resumeTask,
  explain: COMMANDS.explainTask,
  reveal: COMMANDS.revealTask,
  open: COMMANDS.openTask,
};

/** A lens whose words are made when it comes into sight. */
class TaskLens extends vscode.CodeLens {
  constructor(
    range: vscode.Range,
    readonly backlog: Backlog,
    readonly taskId: string,
    readonly act: LensAct,
    readonly isEntry: boolean,
  ) {
    super(range);
  }
}

/** The lenses over tasks and entries, without their words. */
export function lensesOf(texts: OpenTexts, document: vscode.TextDocument): vscode.CodeLens[] {
  const open = texts.of(document);
  if (!open) return [];
  const { backlog, index, kind } = open;
  const seen = new Set<string>();
  return index.parts.flatMap(({ start, id }) => {
    const view = id && backlog.snapshot.byId.get(id.value);
    if (!view || seen.has(id.value)) return [];
    seen.add(id.value);
    const place = document.positionAt(start);
    const range = new vscode.Range(place, place);
    const acts = kind === 'state' ? ENTRY_LENSES : taskLenses(view, backlog.snapshot, vscode.workspace.isTrusted);
    return acts.map((act) => new TaskLens(range, backlog, id.value, act, kind === 'state'));
  });
}

/** Gives a lens its words and its command. */
export function resolveLens(lens: vscode.CodeLens): vscode.CodeLens {
  if (!(lens instanceof TaskLens)) return lens;
  const { backlog, taskId, act, isEntry } = lens;
  const view = backlog.snapshot.byId.get(taskId);
  const text = view && lensText(act, view, backlog.snapshot, backlog.settings);
  const title = act === 'reveal' && isEntry ? t('Reveal') : text?.title;
  lens.command = {
    command: COMMAND_OF[act],
    title: title ?? t('No task of the saved manifest'),
    ...(text ? { tooltip: text.tooltip } : {}),
    arguments: [{ taskId, folder: backlog.folder.uri.toString() }],
  };
  return lens;
}
