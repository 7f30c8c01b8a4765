import { oneLine } from '../delegate/plainText';
import type { Workplace } from '../ports';
import type { Problem } from '../problem';
import { folderInRepository, sarifLog, type SarifLevel, type SarifResult, type SarifRule } from '../sarif';

const LEVELS: Readonly<Record<Problem['severity'], SarifLevel>> = { error: 'error', warning: 'warning', info: 'note' };

/** Problems of the two files as a SARIF log. Their kinds are its rules. */
export async function validateSarif(problems: readonly Problem[], { root, git }: Pick<Workplace, 'root' | 'git'>): Promise<object> {
  const facts = await git.facts();
  const rules = new Map<string, SarifRule>();
  for (const { kind, severity } of problems) {
    const words = kind.replaceAll('-', ' ');
    if (!rules.has(kind)) rules.set(kind, { id: kind, title: `${words.charAt(0).toUpperCase()}${words.slice(1)}`, level: LEVELS[severity] });
  }
  const results = problems.map(({ severity, kind, message, remedy, file, path, position }): SarifResult => ({
    ruleId: kind,
    level: LEVELS[severity],
    message: `${oneLine(message)}. ${oneLine(remedy)}`,
    file,
    ...(position ? { position } : {}),
    identity: `${kind} ${JSON.stringify(path ?? [])}`,
  }));
  return sarifLog({ rules: [...rules.values()], results, folder: folderInRepository(root, facts.kind === 'repository' ? facts.root : undefined) });
}
