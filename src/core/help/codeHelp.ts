import { ANOMALIES } from '../rules/anomalies';
import { BATCH_RULES } from '../rules/batchRules';
import { RULES } from '../rules/evaluate';
import { gateName } from '../rules/rule';
import { inEnglish } from '../words';
import { FILE_PROBLEMS } from './fileProblems';
import type { HelpRow } from './helpRow';
import { REFUSALS } from './refusals';

/** What is known of a code in general; what happened in a case says its message. Markdown, English, as the README. */
export interface CodeHelp {
  /** Without its subject: `BLOCKED::EMPTY-AC`, `unknown-dependency`. */
  readonly code: string;
  /** Where it is met. */
  readonly group: 'Gates' | 'What needs attention' | 'Problems in the files' | 'Answers';
  readonly means: string;
  readonly why: string;
  readonly todo: string;
  /** How the code can be set, where it can. */
  readonly setting?: string;
}

let made: readonly CodeHelp[] | undefined;

/** Every code that the product can show, by group; gates in the order in which they are asked. In English whatever is spoken: what gates say of themselves would not be. */
export function codes(): readonly CodeHelp[] {
  return (made ??= inEnglish(() => [
    ...[...RULES, ...BATCH_RULES].map(({ code, gate, title, reason, remedy, severity, canOverride }): CodeHelp => {
      const setting = canOverride ? `It is \`${severity}\` unless \`orchestrator.gateSeverity\` says otherwise, and *Start Anyway* lifts it for once.` : 'Safety rests on it, so it can’t be lifted.';
      return { code, group: 'Gates', means: `Gate ${gate}, ${gateName(gate)}. It passes when: ${title}.`, why: reason, todo: remedy, setting };
    }),
    ...ANOMALIES.map(({ code, title, reason, remedy, severity }): CodeHelp => {
      const setting = `It is \`${severity}\`, never blocks, and \`orchestrator.gateSeverity\` turns it \`off\`.`;
      return { code, group: 'What needs attention', means: `It is told unless this holds: ${title}.`, why: reason, todo: remedy, setting };
    }),
    ...FILE_PROBLEMS.map((row) => ofRow('Problems in the files', row)),
    ...REFUSALS.map((row) => ofRow('Answers', row)),
  ]));
}

function ofRow(group: CodeHelp['group'], [code, means, why, todo]: HelpRow): CodeHelp {
  return { code, group, means, why, todo };
}

/** The help of a code, with or without its subject. A warning that shares its name with a gate has the gate's. */
export function codeHelp(code: string): CodeHelp | undefined {
  const [kind = '', name = ''] = code.split('::', 2);
  const wanted = name === '' ? [kind] : [`${kind}::${name}`, `BLOCKED::${name}`, kind];
  return wanted.map((one) => codes().find((help) => help.code === one)).find((found) => found !== undefined);
}

/** The help of one code as Markdown, below its heading. */
export function helpText({ means, why, todo, setting }: CodeHelp): string {
  const parts = [means, `**Why it matters.** ${why}`, `**What to do.** ${todo}`, ...(setting === undefined ? [] : [setting])];
  return parts.join('\n\n');
}
