import { cut } from '../core/cut';
import { oneLine } from '../core/delegate/plainText';
import { codeHelp, codes, helpText } from '../core/help/codeHelp';
import { nearestOf } from '../core/nearest';
import { refusalText } from '../core/operations/modelText';
import type { Answer, Operation, Preview } from '../core/operations/operation';
import { OPERATIONS } from '../core/operations/table';
import type { Log, Refusal } from '../core/ports';
import type { Result } from '../core/result';
import { createWorld } from '../io/world';
import { commandRow, type CommandRow } from './commandRow';
import { exitCodeOf } from './exitCode';
import { findProject } from './findProject';
import { commandHelp, generalHelp } from './help';
import { complain, jsonText, print } from './output';
import { paintFor } from './paint';
import { toTheEnd } from './toTheEnd';
import { readLine, readWords, type WordCall, type WordLine } from './words';

declare const PRODUCT_VERSION: string;

/** Runs a sub-command, or answers `--help` and `--version`. Resolves to the exit code. */
export async function runWords(argv: readonly string[], from: string): Promise<number> {
  const line = readLine(argv);
  if (line.asksVersion && line.name === undefined) return printed(PRODUCT_VERSION);
  const isHelp = line.asksHelp || line.name === 'help';
  const topic = line.name === 'help' ? line.rest.find((word) => !word.startsWith('-')) : line.name;
  if (topic === undefined) return printed(generalHelp(commandRows()));
  const row = commandRows().find(({ name }) => name === topic);
  if (!row && line.name === 'help') {
    const help = codeHelp(topic) ?? codes().find(({ code }) => code.split('::')[1]?.toLowerCase() === topic.toLowerCase());
    if (help) return printed(`${help.code}\n\n${helpText(help).replaceAll('**', '')}`);
  }
  if (!row) return misused(noCommand(topic), line);
  if (isHelp) return printed(commandHelp(row));
  const call = readWords(row, line.rest);
  if (!call.ok) return misused(call.error, line);
  const operation = OPERATIONS.find(({ id }) => id === row.name);
  if (operation) return runOperation(operation, call.value, line.json, from);
  return row === MERGE_STATE ? merge(call.value, from) : serve(call.value, from);
}

/** Merging is no operation: it works on three files, which git names, and on no backlog. */
const MERGE_STATE: CommandRow = {
  name: 'merge-state',
  summary: 'merge three forms of a state file into the second, as git\'s merge driver; exit code 1: what is left to decide is marked in it',
  group: 'serve',
  words: [
    { key: 'base', type: 'text', isRequired: true, choices: [], description: 'What both grew from (%O)' },
    { key: 'ours', type: 'text', isRequired: true, choices: [], description: 'One side, which takes the result (%A)' },
    { key: 'theirs', type: 'text', isRequired: true, choices: [], description: 'The other side (%B)' },
    { key: 'path', type: 'text', isRequired: false, choices: [], description: 'What the file is called in messages (%P)' },
  ],
  options: [],
  canPreview: false,
  formats: [],
};

/** MCP is no operation: it serves them. */
const MCP: CommandRow = {
  name: 'mcp',
  summary: 'serve the operations for agents over MCP, on standard input and output',
  group: 'serve',
  words: [],
  options: [{ key: 'inEditor', name: '--in-editor', type: 'switch', isRequired: false, choices: [], description: 'Offer the tools to the editor itself too' }],
  canPreview: false,
  formats: [],
  takesRoots: true,
};

/** Every sub-command, as usage, help and the documents tell them. */
export function commandRows(): readonly CommandRow[] {
  return [...OPERATIONS.map(commandRow), MERGE_STATE, MCP];
}

async function merge({ input }: WordCall, from: string): Promise<number> {
  const { mergeStateFiles } = await import('./mergeStateFiles');
  return mergeStateFiles(MERGE_STATE.words.flatMap(({ key }) => (typeof input[key] === 'string' ? [input[key]] : [])), from);
}

async function serve({ roots, manifest, state, input }: WordCall, from: string): Promise<number> {
  const { runMcp } = await import('../mcp/runMcp');
  return runMcp({ roots, manifest, state, inEditor: input['inEditor'] === true }, from);
}

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function runOperation(operation: Operation, call: WordCall, json: boolean, from: string): Promise<number> {
  const { root, settings, faults, isThere } = await findProject({ root: call.roots[0], manifest: call.manifest, state: call.state }, from);
  if (!isThere) return misused(`there is no folder ${root}; give the project's folder with --root`, { json });
  faults.forEach(complain);
  // Calling vtm in a folder is the trust that git needs (DESIGN section 6).
  const paint = paintFor(process.stdout, process.env);
  const world = createWorld({ root, settings: () => settings, trusted: () => true, by: 'vtm', log: SILENT, paint });
  if (call.dryRun && operation.preview) return told(await operation.preview(world, call.input), json, previewed);
  if (operation.effect === 'read') {
    const answer = await inFormat(await operation.run(world, call.input), call.format);
    return answer.ok ? told(answer, json || call.format !== undefined, answered) : refused(answer.error, json);
  }
  return told(await toTheEnd(() => operation.run(world, call.input)), json, answered);
}

/** The answer with its data in the form that was asked for. */
async function inFormat(result: Result<Answer, Refusal>, format: WordCall['format']): Promise<Result<Answer, Refusal>> {
  const data = result.ok && format !== undefined ? await result.value[format]?.() : undefined;
  return result.ok && data ? { ok: true, value: { ...result.value, data } } : result;
}

interface Output {
  readonly text: string;
  readonly data: object;
  readonly notes: readonly string[];
  readonly exitCode: number;
}

function answered({ text, data, notes = [], outcome }: Answer): Output {
  return { text, data, notes, exitCode: outcome === 'nothing' ? 1 : outcome === 'invalid' ? 3 : 0 };
}

function previewed({ title, lines }: Preview): Output {
  const text = [`${oneLine(title)} (dry run: nothing is changed)`, ...lines.map((one) => `  ${oneLine(one)}`)].join('\n');
  return { text, data: { dry_run: true, title, lines }, notes: [], exitCode: 0 };
}

function told<T>(result: Result<T, Refusal>, json: boolean, outputOf: (value: T) => Output): number {
  if (!result.ok) return refused(result.error, json);
  const { text, data, notes, exitCode } = outputOf(result.value);
  print(json ? jsonText(data) : text);
  notes.forEach(complain);
  return exitCode;
}

function refused(refusal: Refusal, json: boolean): number {
  const { code, message, remedy } = refusal;
  if (json) print(jsonText({ error: { code, message, remedy } }));
  else complain(refusalText(refusal));
  return exitCodeOf(refusal);
}

function misused(message: string, { json }: Pick<WordLine, 'json'>): number {
  if (json) print(jsonText({ error: { code: 'USAGE', message, remedy: 'Run vtm --help.' } }));
  else complain(message);
  return 2;
}

function noCommand(name: string): string {
  const names = commandRows().map((row) => row.name);
  // A beginning says more than likeness: `stat` is far nearer to `start`, which writes.
  const near = names.find((one) => name.length > 1 && one.startsWith(name)) ?? nearestOf(name, names, 1)[0];
  return `there is no sub-command ${cut(oneLine(name), 80)}; ${near === undefined ? `vtm has ${names.join(', ')}` : `did you mean vtm ${near}?`}`;
}

function printed(text: string): number {
  print(text);
  return 0;
}
