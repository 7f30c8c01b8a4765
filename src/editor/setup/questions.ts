import * as vscode from 'vscode';
import { kindWords, partRows } from '../../core/setup/describe';
import { filesToWrite, type PlannedFile, type SetupPartId } from '../../core/setup/plan';
import { counted, t } from '../../core/words';
import type { PlannedTexts } from './plannedTexts';

/** What a person is asked on the way. */
export interface SetupQuestions {
  /** The parts to set up; undefined when the person turned away. */
  pick(plan: readonly PlannedFile[]): Promise<readonly SetupPartId[] | undefined>;
  /** Shows what will be written and asks whether to. */
  review(folder: vscode.WorkspaceFolder, plan: readonly PlannedFile[], note: string): Promise<boolean>;
}

const ICONS: Readonly<Record<PlannedFile['kind'], string>> = { new: 'new-file', merged: 'diff-modified', unchanged: 'pass', kept: 'person', conflict: 'warning' };

type Row = vscode.QuickPickItem & { readonly file?: PlannedFile; readonly writes?: true };

/** Asks with quick picks, which the keyboard and screen readers reach. */
export function quickPickQuestions(texts: PlannedTexts): SetupQuestions {
  return {
    async pick(plan) {
      const rows = partRows(plan).map((row) => ({ label: row.label, description: row.description, detail: row.detail, picked: row.isPicked, id: row.id }));
      const chosen = await vscode.window.showQuickPick(rows, {
        canPickMany: true,
        title: t('Set up agents in this project (1 of 2): what to set up'),
        placeHolder: t('Nothing is written yet; the files are shown first'),
      });
      return chosen && chosen.length > 0 ? chosen.map(({ id }) => id) : undefined;
    },
    review: (folder, plan, note) => review(texts, folder, plan, note),
  };
}

function review(texts: PlannedTexts, folder: vscode.WorkspaceFolder, plan: readonly PlannedFile[], note: string): Promise<boolean> {
  return new Promise((resolve) => {
    const picker = vscode.window.createQuickPick<Row>();
    let isAccepted = false;
    picker.title = t('Set up agents in this project (2 of 2): review');
    picker.placeholder = note;
    picker.ignoreFocusOut = true;
    picker.items = reviewRows(folder, plan);
    picker.onDidAccept(() => {
      const [row] = picker.activeItems;
      if (row?.file) void texts.show(folder.uri, row.file).then(undefined, () => undefined);
      if (!row?.writes) return;
      isAccepted = true;
      picker.hide();
    });
    picker.onDidHide(() => {
      picker.dispose();
      texts.forget();
      resolve(isAccepted);
    });
    picker.show();
  });
}

function reviewRows(folder: vscode.WorkspaceFolder, plan: readonly PlannedFile[]): readonly Row[] {
  const written = filesToWrite(plan);
  const left = plan.filter(({ kind }) => kind !== 'new' && kind !== 'merged');
  const section = (label: string, files: readonly PlannedFile[]): readonly Row[] =>
    files.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...files.map(rowOf)];
  const write: readonly Row[] =
    written.length === 0
      ? []
      : [{ label: `$(check) ${counted(written.length, 'Write {0} File', 'Write {0} Files')}`, description: folder.uri.fsPath, writes: true, alwaysShow: true }];
  return [...write, ...section(t('Written (choose a row to see its text or change)'), written), ...section(t('Left as they are'), left)];
}

function rowOf(file: PlannedFile): Row {
  return { label: `$(${ICONS[file.kind]}) ${file.path}`, description: kindWords(file), ...(file.why === undefined ? {} : { detail: file.why }), file };
}
