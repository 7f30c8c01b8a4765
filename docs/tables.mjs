// npm run docs: writes the README's tables of settings and commands from package.json, and of operations, codes and figures from their tables. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundled } from './bundled.mjs';
import { resolved } from './words/ofPackage.mjs';

const root = path.resolve(import.meta.dirname, '..');
const readme = path.join(root, 'README.md');
const json = (name) => JSON.parse(readFileSync(path.join(root, name), 'utf8'));
const { contributes } = resolved(json('package.json'), json('package.nls.json'));

const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head, rows) => [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`)].join('\n');

const settings = Object.entries(contributes.configuration.properties)
  .sort(([, a], [, b]) => (a.order ?? 999) - (b.order ?? 999))
  .map(([key, { default: value, description, markdownDescription }]) => [`\`${key}\``, `\`${JSON.stringify(value)}\``, description ?? markdownDescription]);

const hidden = new Set((contributes.menus?.commandPalette ?? []).filter(({ when }) => when === 'false').map(({ command }) => command));
const commands = contributes.commands.filter(({ command }) => !hidden.has(command)).map(({ title, command }) => [title, `\`${command}\``]);

const { OPERATIONS } = await bundled('core/operations/table.ts');
const usage = ({ id, words, input }) => {
  const word = (key) => (input.shape[key].safeParse(undefined).success ? `[${key.toUpperCase()}]` : key.toUpperCase());
  return `\`vtm ${[id, ...words.map(word)].join(' ')}\``;
};
const operations = OPERATIONS.map((one) => [usage(one), one.summary, one.effect === 'read' ? '' : 'writes', one.forModels ? `\`${one.id}\`` : '']);

const { RULES } = await bundled('core/rules/evaluate.ts');
const { gateName } = await bundled('core/rules/rule.ts');
const { BATCH_RULES } = await bundled('core/rules/batchRules.ts');
const { ANOMALIES } = await bundled('core/rules/anomalies.ts');
const rules = [...RULES, ...BATCH_RULES];
const gates = rules.map(({ gate, code, title, reason, remedy, spec, severity, canOverride }, index) => [
  rules[index - 1]?.gate === gate ? '' : `${gate} ${gateName(gate)}`,
  `\`${code}\``, title, reason, remedy, spec, severity, canOverride ? 'yes' : '',
]);
const anomalies = ANOMALIES.map(({ code, title, reason, remedy, spec, severity }) => [`\`${code}\``, title, reason, remedy, spec, severity]);

const { FIGURES } = await bundled('../test/bench/figures.ts');
const limits = Object.values(FIGURES).map(({ what, limit, unit }) => [what, `${limit.toLocaleString('en')}${unit === 'count' ? '' : ` ${unit}`}`]);

const parts = {
  operations: table(['command', 'what it does', '', 'tool'], operations),
  settings: `## Settings\n\n${table(['setting', 'default', 'meaning'], settings)}`,
  commands: table(['command', 'id'], commands),
  gates: table(['gate', 'code', 'passes when', 'why', 'what to do', 'spec', 'default', 'Start Anyway'], gates),
  figures: table(['what', 'at most'], limits),
  anomalies: table(['code', 'not told when', 'why', 'what to do', 'spec', 'default'], anomalies),
};

const before = readFileSync(readme, 'utf8');
let after = before;
for (const [name, text] of Object.entries(parts)) {
  after = after.replace(new RegExp(`(<!-- ${name}:begin -->\\n)[^]*?(<!-- ${name}:end -->)`), (_, begin, end) => `${begin}${text}\n${end}`);
}
if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error('README.md does not show what package.json and the tables of operations and codes say: run npm run docs');
    process.exitCode = 1;
  }
} else {
  writeFileSync(readme, after);
}
