import type { AnswerFormat } from '../core/operations/operation';
import { argumentsOf, shownAs, usageOf, type CommandRow, type InputKey } from './commandRow';

type Row = readonly [string, string];

const FLAGS: readonly Row[] = [
  ['--dashboard', 'progress, the next task and counts as JSON; what vtm prints without arguments'],
  ['--next', 'the next task as JSON'],
  ['--status', 'progress by phase, slice and risk as JSON'],
  ['--blocked', 'what is blocked, or waits on dependencies, as JSON'],
  ['--task ID', 'one task of the manifest with its state, as JSON'],
];

const OPTIONS: readonly Row[] = [
  ['--root DIR', 'the project; otherwise the nearest folder upwards that has the manifest'],
  ['--manifest P', 'the task manifest, from the root (docs/backlog/virtual-task-manifest.json)'],
  ['--state P', 'the task state file, from the root (docs/backlog/task-state.json)'],
  ['--json', 'the answer of a sub-command as JSON'],
];
const DRY_RUN: Row = ['--dry-run', 'show what would be changed, and change nothing'];
const FORMATS: Readonly<Record<AnswerFormat, Row>> = { sarif: ['--sarif', 'the answer in SARIF 2.1.0, for code scanning'] };
const ABOUT: readonly Row[] = [
  ['--help', 'this text, or that of a sub-command'],
  ['--version', 'the version'],
];

const GROUPS: readonly { readonly group: CommandRow['group']; readonly title: string }[] = [
  { group: 'read', title: 'Read' },
  { group: 'record', title: 'Start and record' },
  { group: 'serve', title: 'Serve' },
];

/** The help of the whole command, from its rows. */
export function generalHelp(rows: readonly CommandRow[]): string {
  const groups = GROUPS.map(({ group, title }) => ({ title, own: rows.filter((row) => row.group === group) }));
  const width = Math.max(...rows.map((row) => headOf(row).length));
  return [
    'vtm answers what a task manifest and its state file say, and records progress in them.',
    '',
    'Usage:  vtm COMMAND [arguments] [options]',
    '        vtm [--dashboard | --next | --status | --blocked | --task ID] [options]',
    ...groups.flatMap(({ title, own }) => ['', ...section(title, own.map((row) => [headOf(row), row.summary] as const), width)]),
    '',
    ...section('Flags, as vtm-status.mjs has them', FLAGS),
    '',
    ...section('Options', [...OPTIONS, DRY_RUN, ...ABOUT]),
    '',
    'vtm help CODE tells what a code means, why it matters, and what to do.',
    'Settings in .vscode/settings.json (orchestrator.*) hold for sub-commands; options win.',
    'Behind -- everything is a word. A text as the last argument may be several words.',
    'Exit codes: 0 done, 1 nothing to do or blocked, 2 wrong usage, 3 invalid data, 4 the state is locked or was changed.',
  ].join('\n');
}

/** The help of one sub-command. */
export function commandHelp(row: CommandRow): string {
  const words = row.words.filter(({ description }) => description !== '').map((word) => [shownAs(word), described(word)] as const);
  const own = row.options.map((option) => [optionHead(option.name, option), described(option)] as const);
  return [
    `Usage:  ${usageOf(row)}`,
    '',
    `${row.summary}.`,
    ...(words.length > 0 ? ['', ...section('Arguments', words)] : []),
    '',
    ...section('Options', [...own, ...(row.canPreview ? [DRY_RUN] : []), ...row.formats.map((format) => FORMATS[format]), ...OPTIONS.filter(([name]) => row.group !== 'serve' || name !== '--json'), ...ABOUT]),
  ].join('\n');
}

function headOf(row: CommandRow): string {
  return [row.name, argumentsOf(row)].filter(Boolean).join(' ');
}

function optionHead(name: string, key: InputKey): string {
  if (key.type === 'switch') return name;
  return `${name} ${key.choices.length > 0 ? key.choices.join('|') : key.type === 'number' ? 'N' : 'TEXT'}`;
}

function described({ description, isRequired }: InputKey): string {
  return `${description.charAt(0).toLowerCase()}${description.slice(1)}${isRequired ? '' : ' (may be left out)'}`.trim();
}

function section(title: string, rows: readonly Row[], least = 0): string[] {
  const width = Math.max(least, ...rows.map(([name]) => name.length));
  return [`${title}:`, ...rows.map(([name, what]) => `  ${name.padEnd(width)}  ${what}`)];
}
