import * as fs from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { t } from '../../core/words';
import { makeSampleProject } from '../../io/sampleProject';
import { configuredGit } from '../configuredGit';
import { refusalError } from '../refusalError';
import { requireTrust } from '../requireTrust';

const NAME = 'ledgerline-sample';

/** Makes a copy of the packaged sample where the person says, with a history of the days before now, and opens it. */
export async function trySample({ extensionUri }: Pick<vscode.ExtensionContext, 'extensionUri'>): Promise<void> {
  requireTrust(t('No sample is made in Restricted Mode'));
  const place = await chooseFolder();
  if (!place) return;
  const window = await chooseWindow();
  if (!window) return;
  const target = await place.target();
  const made = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: t('Making the sample project'), cancellable: true },
    (_, token) => {
      const source = vscode.Uri.joinPath(extensionUri, 'samples', 'ledgerline').fsPath;
      return makeSampleProject({ source, target, now: new Date(), gitPath: configuredGit, isCancelled: () => token.isCancellationRequested });
    },
  );
  if (made.ok) await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(target), { forceNewWindow: window.isNew });
  else if (made.error) throw refusalError(made.error);
}

interface Place extends vscode.QuickPickItem {
  /** The folder to make, which is not there. */
  target(): Promise<string>;
}

/** Where the copy goes; undefined when the person turned away. */
async function chooseFolder(): Promise<Pick<Place, 'target'> | undefined> {
  const home = freeIn(os.homedir());
  const choose = { label: `$(folder-opened) ${t('Choose a Folder…')}`, detail: t('The sample becomes a new folder in it') };
  const rows: readonly (vscode.QuickPickItem & Partial<Place>)[] = [
    { label: `$(home) ${t('In Your Home Folder')}`, detail: home, target: () => Promise.resolve(home) },
    choose,
    { label: `$(beaker) ${t('In a Temporary Folder')}`, detail: t('The system clears it away at some time'), target: async () => path.join(await mkdtemp(path.join(os.tmpdir(), 'orchestrator-')), NAME) },
  ];
  const title = t('Try It on a Sample: where shall the project “Ledgerline” be made?');
  const choice = await vscode.window.showQuickPick(rows, { title, placeHolder: t('68 tasks with specs and decisions, in a git repository of its own. Nothing else is touched.') });
  if (choice?.target) return { target: choice.target };
  if (!choice) return undefined;
  const [parent] = (await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel: t('Make It Here') })) ?? [];
  return parent && { target: () => Promise.resolve(freeIn(parent.fsPath)) };
}

function freeIn(parent: string): string {
  const taken = (name: string) => fs.existsSync(path.join(parent, name));
  let name = NAME;
  for (let number = 2; taken(name); number++) name = `${NAME}-${number}`;
  return path.join(parent, name);
}

async function chooseWindow(): Promise<{ readonly isNew: boolean } | undefined> {
  const rows = [
    { label: `$(empty-window) ${t('In a New Window')}`, isNew: true },
    { label: `$(window) ${t('In This Window')}`, isNew: false },
  ];
  return vscode.window.showQuickPick(rows, { title: t('Open the sample where?') });
}
