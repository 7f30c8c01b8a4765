import * as vscode from 'vscode';
import { cut } from '../../core/cut';
import { oneLine } from '../../core/delegate/plainText';
import { modelText, refusalOf } from '../../core/operations/modelText';
import type { Answer, Operation, Preview } from '../../core/operations/operation';
import type { World } from '../../core/operations/world';
import type { Log, Refusal } from '../../core/ports';
import { err, ok, type Result } from '../../core/result';
import type { Backlog } from '../backlog';
import { inEditor } from '../forPersons';
import { forModels } from '../forModels';
import { escaped } from '../../core/markdownText';
import { unsavedState } from '../unsavedState';
import { chooseBacklog } from './chooseBacklog';
import { needsConfirmation, type ToolConfirmation } from './confirmation';
import { toolName } from './contribution';

/** A backlog with the world that operations run on. */
export type OperableBacklog = Pick<Backlog, 'folder' | 'snapshot' | 'settings'> & { readonly world: World };

/** What the tools act on. */
export interface ToolServices {
  /** Resolves once every folder was looked at for the first time. */
  loaded(): Promise<void>;
  backlogs(): { readonly all: readonly OperableBacklog[]; readonly active: OperableBacklog | undefined };
  confirmation(): ToolConfirmation;
  isTrusted(): boolean;
  readonly log: Log;
}

/**
 * An operation as a tool of the editor's agents. A refusal is the tool's answer and is not thrown: to what is thrown the
 * editor's agent loop adds "Please check your input and try again", and most refusals are not about the input.
 */
export class OperationTool implements vscode.LanguageModelTool<unknown> {
  /** Inputs that were refused when a person would have been asked, so that nobody was. */
  private readonly unasked = new Set<string>();

  constructor(
    private readonly operation: Operation,
    private readonly services: ToolServices,
  ) {}

  async prepareInvocation({ input }: { readonly input: unknown }, token: vscode.CancellationToken): Promise<vscode.PreparedToolInvocation> {
    const { operation, services } = this;
    const task = taskOf(input);
    const named = task === undefined ? '' : `: ${escaped(cut(oneLine(task), 120))}`;
    const invocationMessage = new vscode.MarkdownString(`${operation.title}${named}`);
    if (!needsConfirmation(operation, services.confirmation())) return { invocationMessage };
    const preview = await this.safely(() => this.preview(input, token));
    if (preview.ok) return { invocationMessage, confirmationMessages: question(operation, preview.value) };
    this.unasked.add(keyOf(input));
    return { invocationMessage };
  }

  invoke(options: { readonly input: unknown }, token: vscode.CancellationToken): Promise<vscode.LanguageModelToolResult> {
    return forModels(() => this.tellModel(options.input, token));
  }

  private async tellModel(input: unknown, token: vscode.CancellationToken): Promise<vscode.LanguageModelToolResult> {
    const { operation, services } = this;
    const answer = await this.safely(() => (this.unasked.delete(keyOf(input)) ? this.refused(input, token) : this.answer(input, token)));
    if (!answer.ok) services.log.info(`${toolName(operation.id)}: ${answer.error.code}`);
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(modelText(answer))]);
  }

  /** What a person is asked; a refusal is told by `invoke`, and then to the model. */
  private async preview(input: unknown, token: vscode.CancellationToken): Promise<Result<Preview, Refusal>> {
    const backlog = await this.backlog(input, token);
    if (!backlog.ok) return backlog;
    const { title, preview } = this.operation;
    return preview ? preview(backlog.value.world, input) : ok({ title, lines: [] });
  }

  private async answer(input: unknown, token: vscode.CancellationToken): Promise<Result<Answer, Refusal>> {
    const backlog = await this.backlog(input, token);
    if (!backlog.ok) return backlog;
    stopIfCancelled(token);
    return this.operation.run(backlog.value.world, input);
  }

  /** Why it was not asked about. What stood in the way may be gone by now: calls of one turn are all prepared before any runs. */
  private async refused(input: unknown, token: vscode.CancellationToken): Promise<Result<never, Refusal>> {
    const preview = await this.preview(input, token);
    return preview.ok ? err(NOT_ASKED) : preview;
  }

  private async safely<T>(run: () => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof vscode.CancellationError) throw error;
      this.services.log.error(`${toolName(this.operation.id)} failed`, error);
      return err(refusalOf(error));
    }
  }

  /** The backlog that is meant, if the operation may run there now. */
  private async backlog(input: unknown, token: vscode.CancellationToken): Promise<Result<OperableBacklog, Refusal>> {
    await this.services.loaded();
    stopIfCancelled(token);
    const isWrite = this.operation.effect !== 'read';
    if (isWrite && !this.services.isTrusted()) return err(UNTRUSTED);
    const taskId = taskOf(input);
    const backlog = chooseBacklog(this.services.backlogs(), taskId);
    if (!backlog.ok || !isWrite) return backlog;
    const { world, settings } = backlog.value;
    const place = taskId === undefined ? world.here : await world.placeOf(taskId.trim());
    return unsavedState(place.root, settings.statePath) ? err(unsaved(settings.statePath)) : backlog;
  }
}

function taskOf(input: unknown): string | undefined {
  const task = typeof input === 'object' && input !== null ? (input as { task?: unknown }).task : undefined;
  return typeof task === 'string' ? task : undefined;
}

/**
 * What a person confirms. The manifest's words stand in it as text: no link, no icon, no markup. None stand in the title:
 * the editor draws it as Markdown in one place, strips every underscore in another, and reads it aloud as it is.
 */
function question({ title }: Pick<Operation, 'title'>, { lines }: Preview): vscode.LanguageModelToolConfirmationMessages {
  const [task = '', ...changes] = lines.map((line) => escaped(inEditor(line)));
  const message = new vscode.MarkdownString([task, changes.map((change) => `- ${change}`).join('\n')].join('\n\n'));
  return { title: `${title}?`, message };
}

/** Calls with the same input are the same to the person who is asked. */
function keyOf(input: unknown): string {
  return JSON.stringify(input ?? null);
}

function stopIfCancelled(token: vscode.CancellationToken): void {
  if (token.isCancellationRequested) throw new vscode.CancellationError();
}

const UNTRUSTED: Refusal = {
  code: 'UNTRUSTED-WORKSPACE',
  message: 'This workspace is in Restricted Mode, in which nothing is recorded or started',
  remedy: 'Ask the person to trust the workspace first.',
};

function unsaved(statePath: string): Refusal {
  return {
    code: 'STATE-UNSAVED',
    message: `${oneLine(statePath)} is open in the editor with edits that are not saved, so nothing was recorded`,
    remedy: 'Ask the person to save or revert it, then call this tool again.',
  };
}

const NOT_ASKED: Refusal = {
  code: 'NOT-CONFIRMED',
  message: 'This was not possible when the person would have been asked, and is now, so nothing was done',
  remedy: 'Call this tool again with the same input.',
};
