import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import type * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import { nothingToWrite, writtenText } from '../../core/setup/describe';
import { SETUP_SKILL, type SetupAgentName } from '../../core/setup/agentFiles';
import type { ServerCommand } from '../../core/setup/merge';
import { filesToWrite, planSetup, SETUP_PATHS, type FileBefore, type PlannedFile } from '../../core/setup/plan';
import { t } from '../../core/words';
import { projectAgents } from '../../io/setupAgents';
import { readSetupFile, undoSetup, writeSetup, type SetupDone } from '../../io/setupFiles';
import { launcherScript } from '../../io/setupLauncher';
import { findOnPath } from '../agents/findOnPath';
import { tell, whisper } from '../messages';
import { refusalError } from '../refusalError';
import { requireTrust } from '../requireTrust';
import type { SetupQuestions } from './questions';
import { refreshLauncher, type LaunchedExtension } from './refreshLauncher';

/** Where a project that depends on the package has its `vtm`; the same on every machine. */
const IN_PROJECT = 'node_modules/implementation-orchestrator/dist/vtm.js';

interface SetUpServices {
  readonly extension: LaunchedExtension;
  readonly log: Log;
  readonly questions: SetupQuestions;
}

/** "Set Up Agents in This Project…": plans, asks, writes, and offers to take it back. */
export class SetUpAgents {
  constructor(private readonly services: SetUpServices) {}

  /** Resolves to what was written; undefined when there was nothing to write, or the person turned away. */
  async run(folder: vscode.WorkspaceFolder): Promise<SetupDone | undefined> {
    requireTrust(t('Nothing is set up in Restricted Mode'));
    const { questions, log } = this.services;
    const whole = await this.plan(folder);
    const parts = await questions.pick(whole);
    if (!parts) return undefined;
    const plan = whole.filter(({ part }) => parts.includes(part));
    if (filesToWrite(plan).length === 0) {
      void tell('info', nothingToWrite(plan));
      return undefined;
    }
    if (!(await questions.review(folder, plan, await reviewNote(plan)))) return undefined;
    // Settings that name the launcher must not be there before it is.
    if (plan.some(({ part }) => part === 'mcp-json' || part === 'codex')) await refreshLauncher(this.services.extension);
    const done = await writeSetup(folder.uri.fsPath, filesToWrite(plan));
    if (!done.ok) throw refusalError(done.error);
    log.info(`${folder.name}: set up ${done.value.written.map((file) => file.path).join(', ')}`);
    void tell('info', writtenText(plan), [{ title: t('Undo Set-Up'), run: () => this.undo(done.value) }]);
    return done.value;
  }

  /** What a set-up would write now, for every part. */
  async plan(folder: vscode.WorkspaceFolder): Promise<readonly PlannedFile[]> {
    const root = folder.uri.fsPath;
    const [files, agents, skill, ownAgents, server] = await Promise.all([
      Promise.all(SETUP_PATHS.map(async (file) => [file, await readSetupFile(root, file)] as const)),
      this.shippedAgents(),
      this.shipped('skills', SETUP_SKILL, 'SKILL.md'),
      projectAgents(root),
      serverCommand(root),
    ]);
    const known = new Map<string, FileBefore>(files);
    return planSetup({ agents, skill, ownAgents, server, file: (file) => known.get(file) ?? { kind: 'missing' } });
  }

  /** Takes a set-up back, and says what could not be. */
  async undo(done: SetupDone): Promise<void> {
    const { left } = await undoSetup(done);
    this.services.log.info(`set-up undone${left.length > 0 ? `, but for ${left.map((file) => file.path).join(', ')}` : ''}`);
    if (left.length === 0) whisper(t('The set-up was taken back'));
    else void tell('warning', t('The set-up was taken back, but for: {0}.', left.map(({ why }) => why).join('; ')));
  }

  private async shippedAgents(): Promise<Record<SetupAgentName, string>> {
    const text = (name: SetupAgentName) => this.shipped('agents', `${name}.agent.md`);
    const [implementer, coordinator, orchestrator] = await Promise.all([text('task-implementer'), text('task-batch-coordinator'), text('orchestrator')]);
    return { 'task-implementer': implementer, 'task-batch-coordinator': coordinator, orchestrator };
  }

  private shipped(...parts: readonly string[]): Promise<string> {
    return readFile(path.join(this.services.extension.extensionPath, 'media', ...parts), 'utf8');
  }
}

async function serverCommand(root: string): Promise<ServerCommand> {
  const installed = await readFile(path.join(root, IN_PROJECT)).then(() => true, () => false);
  return { command: 'node', args: [installed ? IN_PROJECT : launcherScript(), 'mcp'] };
}

/** What else a person should know before saying yes; it stands above the list. */
async function reviewNote(plan: readonly PlannedFile[]): Promise<string> {
  const settings = filesToWrite(plan).filter(({ part }) => part === 'mcp-json' || part === 'codex');
  if (settings.length === 0) return t('Choose a row to see it, or write the files');
  if ((await findOnPath('node')) === undefined) return t('The MCP settings start node, which was not found on the PATH');
  const isLocal = settings.some(({ after }) => !after.includes(IN_PROJECT));
  return isLocal ? t('Choose a row to see it. MCP settings name a path of this machine') : t('Choose a row to see it, or write the files');
}
