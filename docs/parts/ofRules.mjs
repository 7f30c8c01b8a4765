import { bundled } from '../bundled.mjs';
import { table } from './markdown.mjs';

/** What is looked at before a start: docs/codes.md tells of each why it matters and what to do. */
export async function gates() {
  const { RULES } = await bundled('core/rules/evaluate.ts');
  const { gateName } = await bundled('core/rules/rule.ts');
  const { BATCH_RULES } = await bundled('core/rules/batchRules.ts');
  const rules = [...RULES, ...BATCH_RULES];
  const rows = rules.map(({ gate, code, title, severity, canOverride }, index) => [rules[index - 1]?.gate === gate ? '' : `${gate} ${gateName(gate)}`, `\`${code}\``, title, severity, canOverride ? 'yes' : '']);
  return table(['gate', 'code', 'passes when', 'default', 'Start Anyway'], rows);
}

/** What the record is read for. */
export async function anomalies() {
  const { ANOMALIES } = await bundled('core/rules/anomalies.ts');
  return table(['code', 'not told when', 'default'], ANOMALIES.map(({ code, title, severity }) => [`\`${code}\``, title, severity]));
}
