import type { Refusal } from '../core/ports';
import { t } from '../core/words';

/**
 * A refusal in the words of a person in the editor. Operations word theirs for whoever calls a tool or types `vtm`;
 * a person has commands, buttons and the tree instead.
 */
export function forPersons({ code, message, remedy }: Refusal): Refusal {
  const kind = code.split('::', 2).join('::');
  return { code, message: inEditor(message), remedy: REMEDIES.get(kind)?.() ?? inEditor(remedy) };
}

/** An operation's sentence that sends to another operation, sending to what the editor has for it. */
export function inEditor(text: string): string {
  return WORDS.reduce((said, [theirs, ours]) => said.replace(theirs, ours), text);
}

const REMEDIES: ReadonlyMap<string, () => string> = new Map([
  ['BLOCKED::CRITERIA-OPEN', () => t('Record each once it is built and tested, or block the task with the reason.')],
  ['BLOCKED::MISSING-TESTS', () => t('Write the tests at these paths and see them pass, or mend the paths in the manifest.')],
  ['BLOCKED::MANIFEST-MISSING', () => t('Make one with the command Create Task Manifest…, or set its place in the setting orchestrator.manifestPath.')],
]);

/** Only of English: the translations send to what the editor has by themselves. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bvtm blocked(?= lists)/g, 'Show Blocked Tasks'],
  [/\bvtm plan --parallel(?= plans)/g, 'Plan Parallel Batch'],
  [/\bvtm validate(?= (?:shows|lists))/g, 'the Problems view'],
  [/\bvtm check(?= tells)/g, 'Check Readiness'],
  [/\bmigrate(?= renames or archives)/g, 'Migrate Task State…'],
  [/ Read (?:it|them) with context\.$/, ''],
  [/^Look at it with task\.$/, 'Explain Task… says where it stands.'],
  [/^Ask for the next task with next\b/, 'The tree has every task'],
];
