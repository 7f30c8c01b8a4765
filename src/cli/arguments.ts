import { DROP_IN_FLAGS, type DropInFlag } from '../core/select/dropIn';

/** Options that every form of the command takes. Paths are as given. */
export interface Options {
  readonly root?: string;
  readonly manifest?: string;
  readonly state?: string;
  readonly json: boolean;
}

/** A drop-in flag or `--task`: answered as JSON, errors too (DESIGN section 4). */
export type FlagCall =
  | { readonly kind: 'drop-in'; readonly flag: DropInFlag; readonly options: Options }
  | { readonly kind: 'task'; readonly id: string; readonly options: Options }
  | { readonly kind: 'unknown-flag'; readonly flag: string }
  | { readonly kind: 'bad-flags'; readonly message: string };

/** A sub-command with its arguments, or a question about the command itself. */
export type WordCall =
  | { readonly kind: 'command'; readonly name: string; readonly args: readonly string[]; readonly options: Options }
  | { readonly kind: 'help'; readonly topic?: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'usage'; readonly message: string };

export type Call = FlagCall | WordCall;

const VALUES = ['--root', '--manifest', '--state', '--task'] as const;

/** What was found on the command line, before it is clear what form it takes. */
interface Scan {
  readonly words: string[];
  readonly flags: string[];
  readonly values: Map<string, string>;
  readonly unknown: string[];
  readonly faults: string[];
}

/**
 * Reads the command line. Without a word it is the script's form: a flag, the dashboard where there is none.
 * With a word it is a sub-command. `--name=value` and `--name value` are the same; behind `--` everything is
 * a word, so that a task may be called `--next`.
 */
export function parseArguments(argv: readonly string[]): Call {
  const scan = scanArguments(argv);
  const [name, ...args] = scan.words;
  if (scan.flags.includes('--help')) return { kind: 'help', ...(name === undefined ? {} : { topic: name }) };
  if (scan.flags.includes('--version')) return { kind: 'version' };
  const options = optionsOf(scan);
  const asked = scan.flags.filter((flag) => flag !== '--json');
  if (name === undefined || asked.length > 0) return flagCall(scan, asked, options);
  if (name === 'help') return { kind: 'help', ...(args[0] === undefined ? {} : { topic: args[0] }) };
  const wrong = scan.unknown[0];
  if (wrong !== undefined) return { kind: 'usage', message: `vtm ${name} has no option ${wrong}` };
  const fault = scan.faults[0] ?? (scan.values.has('--task') ? 'Write either a sub-command or --task, not both' : undefined);
  return fault === undefined ? { kind: 'command', name, args, options } : { kind: 'usage', message: fault };
}

function flagCall({ words, unknown, faults, values }: Scan, asked: readonly string[], options: Options): FlagCall {
  if (unknown[0] !== undefined) return { kind: 'unknown-flag', flag: unknown[0] };
  if (faults[0] !== undefined) return { kind: 'bad-flags', message: faults[0] };
  if (words[0] !== undefined) return { kind: 'bad-flags', message: `${asked[0] ?? ''} stands alone; it does not go with ${words[0]}` };
  const id = values.get('--task');
  if (new Set(asked).size + (id === undefined ? 0 : 1) > 1) {
    return { kind: 'bad-flags', message: `Give one flag at a time, not ${[...asked, ...(id === undefined ? [] : ['--task'])].join(' and ')}` };
  }
  if (id !== undefined) return { kind: 'task', id, options };
  return { kind: 'drop-in', flag: DROP_IN_FLAGS.find((flag) => flag === asked[0]) ?? '--dashboard', options };
}

function scanArguments(argv: readonly string[]): Scan {
  const scan: Scan = { words: [], flags: [], values: new Map(), unknown: [], faults: [] };
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? '';
    if (argument === '--') {
      scan.words.push(...argv.slice(i + 1));
      break;
    }
    const equals = argument.indexOf('=');
    const name = equals < 0 ? argument : argument.slice(0, equals);
    if ((VALUES as readonly string[]).includes(name)) {
      const value = equals < 0 ? argv[i + 1] : argument.slice(equals + 1);
      if (value === undefined || value === '' || (equals < 0 && value.startsWith('-'))) {
        scan.faults.push(`${name} needs a value; one that begins with a hyphen is written ${name}=VALUE`);
      } else {
        scan.values.set(name, value);
        if (equals < 0) i++;
      }
    } else {
      readWord(argument, scan);
    }
  }
  return scan;
}

function readWord(argument: string, scan: Scan): void {
  const full = argument === '-h' ? '--help' : argument;
  if (full === '--json' || full === '--help' || full === '--version') scan.flags.push(full);
  else if ((DROP_IN_FLAGS as readonly string[]).includes(full)) scan.flags.push(full);
  else if (full.startsWith('-') && full !== '-') scan.unknown.push(full);
  else scan.words.push(full);
}

function optionsOf({ values, flags }: Scan): Options {
  const root = values.get('--root');
  const manifest = values.get('--manifest');
  const state = values.get('--state');
  return {
    ...(root === undefined ? {} : { root }),
    ...(manifest === undefined ? {} : { manifest }),
    ...(state === undefined ? {} : { state }),
    json: flags.includes('--json'),
  };
}
