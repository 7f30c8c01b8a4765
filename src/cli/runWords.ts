import { nearestOf } from '../core/nearest';
import { oneLine } from '../core/delegate/plainText';
import { err, ok } from '../core/result';
import type { Snapshot, TaskView } from '../core/snapshot';
import type { WordCall } from './arguments';
import type { Answer, Command, CommandInput, Fault, Outcome } from './commands/command';
import { COMMANDS } from './commands/table';
import { commandHelp, generalHelp, usageOf } from './help';
import { fileFault, loadSnapshot } from './loadSnapshot';
import { locate } from './locate';
import { complain, jsonText, print } from './output';
import { paintFor } from './paint';

declare const PRODUCT_VERSION: string;

/** Runs a sub-command, or answers `--help` and `--version`. Resolves to the exit code. */
export async function runWords(call: WordCall, from: string): Promise<number> {
  switch (call.kind) {
    case 'version':
      print(PRODUCT_VERSION);
      return 0;
    case 'usage':
      return refused({ message: call.message, exitCode: 2 });
    case 'help': {
      if (call.topic === undefined) return printed(generalHelp(COMMANDS));
      const command = commandNamed(call.topic);
      return command.ok ? printed(commandHelp(command.value)) : refused(command.error);
    }
    case 'command':
      return runCommand(call, from);
  }
}

async function runCommand(call: Extract<WordCall, { kind: 'command' }>, from: string): Promise<number> {
  const found = commandNamed(call.name);
  if (!found.ok) return refused(found.error);
  const command = found.value;
  const wrong = wrongArguments(command, call.args);
  if (wrong) return refused(wrong);
  const place = locate(call.options, from);
  const loaded = await loadSnapshot(place);
  if (!loaded.ok) return refused(loaded.error);
  const { snapshot, settings } = loaded.value;
  const fault = command.takesBrokenFiles ? undefined : fileFault(snapshot, place.root);
  if (fault) return refused(fault);
  const task = taskNamed(call.args[0], snapshot);
  if (!task.ok) return refused(task.error);
  const input = { snapshot, settings, root: place.root, now: new Date(), paint: paintFor(process.stdout, process.env) };
  const answer = await answerOf(command, input, task.value);
  print(call.options.json ? jsonText(answer.json) : answer.text);
  for (const note of [...(answer.notes ?? []), ...problemNote(command, snapshot)]) complain(note);
  return answer.exitCode;
}

function answerOf(command: Command, input: CommandInput, task: TaskView | undefined): Answer | Promise<Answer> {
  if (command.args === '') return command.run(input);
  if (command.args === '[ID]') return command.run({ ...input, ...(task ? { task } : {}) });
  if (task) return command.run({ ...input, task });
  throw new Error(`${command.name} was called without a task`);
}

function commandNamed(name: string): Outcome<Command> {
  const command = COMMANDS.find((row) => row.name === name);
  if (command) return ok(command);
  const near = nearestOf(name, COMMANDS.map((row) => row.name), 1)[0];
  const hint = near ? `did you mean vtm ${near}?` : `vtm has ${COMMANDS.map((row) => row.name).join(', ')}`;
  return err({ message: `there is no sub-command ${oneLine(name).slice(0, 80)}; ${hint}`, exitCode: 2 });
}

function wrongArguments(command: Command, args: readonly string[]): Fault | undefined {
  const most = command.args === '' ? 0 : 1;
  if (args.length > most) return { message: `too many arguments (${oneLine(args[most] ?? '').slice(0, 80)}); usage: ${usageOf(command)}`, exitCode: 2 };
  if (command.args === 'ID' && args.length === 0) return { message: `the task's id is missing; usage: ${usageOf(command)}`, exitCode: 2 };
  return undefined;
}

function taskNamed(id: string | undefined, snapshot: Snapshot): Outcome<TaskView | undefined> {
  const task = id === undefined ? undefined : snapshot.byId.get(id);
  if (id === undefined || task) return ok(task);
  const near = nearestOf(id, [...snapshot.byId.keys()], 3);
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'vtm status lists what there is';
  return err({ message: `there is no task ${oneLine(id).slice(0, 80)}; ${hint}`, exitCode: 1 });
}

/** A partly broken file gives an answer, and says that something is missing from it. */
function problemNote(command: Command, { problems }: Snapshot): string[] {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors === 0 || command.takesBrokenFiles) return [];
  return [`the files have ${errors} ${errors === 1 ? 'error' : 'errors'}; vtm validate shows where`];
}

function printed(text: string): number {
  print(text);
  return 0;
}

function refused({ message, exitCode }: Fault): number {
  complain(message);
  return exitCode;
}
