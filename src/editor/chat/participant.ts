import * as vscode from 'vscode';
import { cut } from '../../core/cut';
import { oneLine } from '../../core/delegate/plainText';
import { placeOfTask } from '../../core/projections/treePlace';
import { nextTask } from '../../core/operations/gates';
import type { Refusal } from '../../core/ports';
import type { TaskView } from '../../core/snapshot';
import type { FolderBacklog } from '../folderBacklog';
import { escaped } from '../../core/markdownText';
import { t } from '../../core/words';
import { CHAT_COMMANDS, operationOf } from './commands';
import type { ChatMetadata } from './followUps';
import { questionOf, type Question } from './question';
import { refused, runFor, type Button, type Reply } from './reply';

/** What the participant answers from. */
export interface ParticipantServices {
  /** Resolves once every folder was looked at for the first time. */
  loaded(): Promise<void>;
  backlogs(): { readonly all: readonly FolderBacklog[]; readonly active: FolderBacklog | undefined };
}

type Asked = Pick<vscode.ChatRequest, 'command' | 'prompt'>;
type Stream = Pick<vscode.ChatResponseStream, 'markdown' | 'button' | 'reference' | 'anchor'>;

/** Answers one request, and leaves what its follow-ups rest on. It asks no model, so the same question has the same answer. */
export async function answerRequest(services: ParticipantServices, request: Asked, stream: Stream, token: vscode.CancellationToken): Promise<{ readonly metadata: ChatMetadata }> {
  await services.loaded();
  const backlogs = services.backlogs();
  const question = questionOf(request, backlogs);
  const { backlog, command } = question;
  if (!backlog) {
    const reply = refused(noFolder(), []);
    say(stream, reply.markdown);
    return { metadata: { command: command.name, codes: reply.codes, near: [] } };
  }
  const reply = await replyTo(question, backlog);
  const { codes, taskId } = reply;
  const metadata = { command: command.name, ...(taskId === undefined ? {} : { taskId }), codes, near: question.near };
  if (token.isCancellationRequested) return { metadata };
  if (backlogs.all.length > 1) say(stream, `${t('Backlog: {0}', `**${escaped(oneLine(backlog.folder.name))}**`)}\n\n`);
  say(stream, reply.markdown);
  if (question.isFree) say(stream, `\n\n${whatElse()}`);
  await showSources(backlog, reply, stream);
  for (const button of reply.buttons) showButton(backlog, button, taskId, stream);
  return { metadata };
}

async function replyTo({ command, subject, near }: Question<FolderBacklog>, backlog: FolderBacklog): Promise<Reply> {
  const operation = operationOf(command);
  if (!operation) throw new Error(`the table has no operation ${command.operation}`);
  const meant = subject ?? (command.needsTask ? nextIdOf(backlog) : undefined);
  if (command.needsTask && meant === undefined) return refused(noTask(), []);
  const input = command.takes === undefined || meant === undefined ? {} : { [command.takes]: meant };
  const answer = await runFor(operation, backlog.world, input);
  return answer.ok ? command.render(answer.value) : refused(answer.error, near);
}

function nextIdOf({ snapshot, settings, gitFacts }: FolderBacklog): string | undefined {
  return nextTask(snapshot, settings, gitFacts.kind === 'repository' ? gitFacts : undefined)?.task.id;
}

/** Never trusted: a link in it runs no command. What is data in it was escaped. */
function say(stream: Stream, markdown: string): void {
  stream.markdown(new vscode.MarkdownString(markdown));
}

/** Where the answer comes from: the task in the manifest and its documents, else the two files. */
async function showSources(backlog: FolderBacklog, { taskId }: Reply, stream: Stream): Promise<void> {
  const { folder, settings, snapshot } = backlog;
  const at = (file: string) => vscode.Uri.joinPath(folder.uri, file);
  const view = taskId === undefined ? undefined : snapshot.byId.get(taskId);
  if (!view) {
    if (snapshot.manifestHealth !== 'missing') stream.reference(at(settings.manifestPath));
    if (snapshot.stateHealth !== 'missing') stream.reference(at(settings.statePath));
    return;
  }
  const place = await placeIn(at(settings.manifestPath), view);
  stream.reference(place);
  const { context } = await backlog.context.check(view.task);
  for (const fact of context.slice(0, 20)) if (fact.kind === 'found') stream.reference(at(fact.path));
  say(stream, '\n\n');
  stream.anchor(place, cut(oneLine(view.task.id), 80));
}

async function placeIn(manifest: vscode.Uri, { task }: TaskView): Promise<vscode.Location> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(manifest));
  const { line, column } = placeOfTask(text, task);
  return new vscode.Location(manifest, new vscode.Position(line - 1, column - 1));
}

function showButton({ folder }: FolderBacklog, { title, command, taskId }: Button, spokenOf: string | undefined, stream: Stream): void {
  const task = taskId ?? spokenOf;
  const argument = { ...(task === undefined ? {} : { taskId: task }), folder: folder.uri.toString() };
  stream.button({ title: cut(oneLine(title), 80), command, arguments: [argument] });
}

function whatElse(): string {
  return t('You can also ask {0}.', CHAT_COMMANDS.map(({ name }) => `\`/${name}\``).join(', '));
}

function noFolder(): Refusal {
  return { code: 'NO-BACKLOG', message: t('No folder is open in this window'), remedy: t('Open the folder of the project, then ask again.') };
}

function noTask(): Refusal {
  return { code: 'NO-TASK', message: t('No task was named, and none is next'), remedy: t('Write the id of a task behind the command.') };
}
