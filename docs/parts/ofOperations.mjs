import { bundled } from '../bundled.mjs';
import { table } from './markdown.mjs';

const { commandRows } = await bundled('cli/runWords.ts');
const { generalHelp, commandHelp } = await bundled('cli/help.ts');
const { argumentsOf } = await bundled('cli/commandRow.ts');

/** What `vtm help` prints. */
export function usage() {
  return `\`\`\`\n${generalHelp(commandRows())}\n\`\`\``;
}

/** What stands in the help of every sub-command. */
const COMMON = /^ {2}--(root|manifest|state|json|help|version)\b/;

/** Each sub-command with what it takes beside the common options, from its own help. */
export function subCommands() {
  const taken = (row) => commandHelp(row).split('\n').filter((line) => /^ {2}\S/.test(line) && !COMMON.test(line)).map((line) => line.trim().split(/ {2,}/));
  return commandRows().map((row) => [`### vtm ${[row.name, argumentsOf(row)].filter(Boolean).join(' ')}`, `${row.summary.charAt(0).toUpperCase()}${row.summary.slice(1)}.`, taken(row).map(([head, what]) => `- \`${head}\`: ${what}`).join('\n')].filter(Boolean).join('\n\n')).join('\n\n');
}

/** The operations that models are offered, by the name that they have over MCP and in the chat. */
export async function tools() {
  const { MODEL_OPERATIONS } = await bundled('core/operations/table.ts');
  const key = ([name, type]) => (type.safeParse(undefined).success ? `\`${name}\` (may be left out)` : `\`${name}\``);
  return table(['tool', 'in the chat', 'what it does', 'takes', ''], MODEL_OPERATIONS.map(({ id, summary, input, effect }) => [`\`${id}\``, `\`#orchestrator-${id}\``, summary, Object.entries(input.shape).map(key).join(', '), effect === 'read' ? '' : 'writes']));
}
