import * as vscode from 'vscode';
import { codes } from '../../core/help/codeHelp';
import { t } from '../../core/words';
import { elementOf } from '../tree/taskIdOf';
import { helpUri } from './helpUri';

/** Opens the help of the code that was called for: by name, or of a row of the tree. From the palette it asks. */
export async function explainCode(argument: unknown): Promise<void> {
  const code = codeOf(argument) ?? (await pickCode());
  if (code !== undefined) await vscode.commands.executeCommand('vscode.open', helpUri(code));
}

function codeOf(argument: unknown): string | undefined {
  if (typeof argument === 'string' && argument !== '') return argument;
  const node = elementOf(argument)?.node;
  switch (node?.kind) {
    case 'anomaly':
      return node.anomaly.code;
    case 'code':
      return node.code;
    case 'problem':
      return node.problem.kind;
    default:
      return undefined;
  }
}

async function pickCode(): Promise<string | undefined> {
  const groups = [...new Set(codes().map(({ group }) => group))];
  const rows = groups.flatMap((group): (vscode.QuickPickItem & { readonly code?: string })[] => [
    { label: group, kind: vscode.QuickPickItemKind.Separator },
    ...codes().filter((help) => help.group === group).map(({ code, means }) => ({ label: code, detail: means, code })),
  ]);
  return (await vscode.window.showQuickPick(rows, { title: t('Explain which code?'), matchOnDetail: true }))?.code;
}
