import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import { SETUP_AGENTS, SETUP_SKILL, type SetupAgentName } from '../../core/setup/agentFiles';
import { createCoalescer } from '../../io/coalesce';
import { projectAgents } from '../../io/setupAgents';
import { readSetupFile } from '../../io/setupFiles';
import type { Backlogs } from '../backlog';
import { CONTEXT_KEYS } from '../ids';

const KEYS: Readonly<Record<SetupAgentName, string>> = {
  'task-implementer': CONTEXT_KEYS.offersTaskImplementer,
  'task-batch-coordinator': CONTEXT_KEYS.offersTaskBatchCoordinator,
  orchestrator: CONTEXT_KEYS.offersOrchestrator,
};

/**
 * Keeps the context keys on which our shipped agents and skill rest: they are offered where there is a backlog, and
 * none of the project's own has the name, since the editor would list both.
 */
export class OfferedAgents implements vscode.Disposable {
  private readonly set = new Map<string, boolean>();
  private readonly looking = createCoalescer({ delayMs: 100, longestMs: 1000, run: () => this.look() });
  private readonly disposables: vscode.Disposable[] = [this.looking];
  private folders = '';

  constructor(
    private readonly backlogs: Backlogs,
    private readonly log: Log,
  ) {
    const again = () => this.looking.trigger();
    // Of a folder that comes with all it holds only the folder itself is told; of one that goes, sometimes nothing.
    const watchers = ['**/{.claude,.github,.agents}', '**/{.claude,.github,.agents}/**'].map((glob) => vscode.workspace.createFileSystemWatcher(glob));
    for (const watcher of watchers) this.disposables.push(watcher, watcher.onDidCreate(again), watcher.onDidChange(again), watcher.onDidDelete(again));
    this.disposables.push(vscode.window.onDidChangeWindowState(({ focused }) => focused && again()));
    this.disposables.push(backlogs.onDidChange(() => this.follow()));
    this.follow();
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private follow(): void {
    const folders = JSON.stringify(this.backlogs.all.map(({ folder }) => folder.uri.toString()));
    if (folders === this.folders) return;
    this.folders = folders;
    this.looking.trigger();
  }

  private async look(): Promise<void> {
    const roots = this.backlogs.all.map(({ folder }) => folder.uri.fsPath);
    const [agents, skills] = await Promise.all([Promise.all(roots.map((root) => projectAgents(root))), Promise.all(roots.map(hasOwnSkill))]);
    const own = new Set(agents.flat().map(({ name }) => name.toLowerCase()));
    for (const { name } of SETUP_AGENTS) this.tell(KEYS[name], roots.length > 0 && !own.has(name));
    this.tell(CONTEXT_KEYS.offersRecordProgress, roots.length > 0 && !skills.includes(true));
  }

  private tell(key: string, value: boolean): void {
    if (this.set.get(key) === value) return;
    this.set.set(key, value);
    vscode.commands.executeCommand('setContext', key, value).then(undefined, (error: unknown) => this.log.error(`the context key ${key} could not be set`, error));
  }
}

async function hasOwnSkill(root: string): Promise<boolean> {
  const places = ['.claude', '.github', '.agents'].map((folder) => readSetupFile(root, `${folder}/skills/${SETUP_SKILL}/SKILL.md`));
  return (await Promise.all(places)).some(({ kind }) => kind !== 'missing');
}
