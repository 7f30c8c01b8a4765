import type { Command } from './commands/command';

const FLAGS: readonly (readonly [string, string])[] = [
  ['--dashboard', 'progress, the next task and counts as JSON; what vtm prints without arguments'],
  ['--next', 'the next task as JSON'],
  ['--status', 'progress by phase, slice and risk as JSON'],
  ['--blocked', 'what is blocked, or waits on dependencies, as JSON'],
  ['--task ID', 'one task of the manifest with its state, as JSON'],
];

const OPTIONS: readonly (readonly [string, string])[] = [
  ['--root DIR', 'the project; otherwise the nearest folder upwards that has the manifest'],
  ['--manifest P', 'the task manifest, from the root (docs/backlog/virtual-task-manifest.json)'],
  ['--state P', 'the task state file, from the root (docs/backlog/task-state.json)'],
  ['--json', 'the answer of a sub-command as JSON'],
  ['--help', 'this text, or that of a sub-command'],
  ['--version', 'the version'],
];

/** `vtm explain ID [options]`. */
export function usageOf({ name, args }: Command): string {
  return `vtm ${[name, args, '[options]'].filter(Boolean).join(' ')}`;
}

/** The help of the whole command, from its table. */
export function generalHelp(commands: readonly Command[]): string {
  const rows = commands.map((command) => [[command.name, command.args].filter(Boolean).join(' '), command.summary] as const);
  return [
    'vtm answers what a task manifest and its state file say: what is next, what waits, and why.',
    '',
    'Usage:  vtm COMMAND [ID] [options]',
    '        vtm [--dashboard | --next | --status | --blocked | --task ID] [options]',
    '',
    ...section('Commands', rows),
    '',
    ...section('Flags, as vtm-status.mjs has them', FLAGS),
    '',
    ...section('Options', OPTIONS),
    '',
    'Exit codes: 0 done, 1 nothing to do or blocked, 2 wrong usage, 3 invalid data.',
  ].join('\n');
}

/** The help of one sub-command. */
export function commandHelp(command: Command): string {
  return [`Usage:  ${usageOf(command)}`, '', `${command.summary}.`, '', ...section('Options', OPTIONS)].join('\n');
}

function section(title: string, rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return [`${title}:`, ...rows.map(([name, what]) => `  ${name.padEnd(width)}  ${what}`)];
}
