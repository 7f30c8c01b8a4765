import type { Position } from './problem';

/** A rule as a reader of a SARIF log is shown it. */
export interface SarifRule {
  readonly id: string;
  /** What holds when there is nothing to tell. */
  readonly title: string;
  /** Why it matters. */
  readonly reason?: string;
  readonly remedy?: string;
  readonly level: SarifLevel;
}

export type SarifLevel = 'error' | 'warning' | 'note';

export interface SarifResult {
  readonly ruleId: string;
  readonly level: SarifLevel;
  /** Whole sentences. Data in it went through `oneLine`. */
  readonly message: string;
  /** Relative to the backlog's root, forward slashes. */
  readonly file: string;
  readonly position?: Position;
  /** The same for the same finding in the next run, wherever it stands by then. */
  readonly identity: string;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** The name under which locations are relative to the repository's top. */
const TOP = 'SRCROOT';

/**
 * A log in SARIF 2.1.0 (OASIS), for code scanning in CI. All rules are
 * listed, also those without a result, so that a reader sees what was checked.
 *
 * @param folder the backlog's root as seen from the repository's top: empty, or ending with a slash
 */
export function sarifLog({ rules, results, folder }: { readonly rules: readonly SarifRule[]; readonly results: readonly SarifResult[]; readonly folder: string }): object {
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'vtm', rules: rules.map(ruleOf) } },
        originalUriBaseIds: { [TOP]: { description: { text: 'The top of the repository' } } },
        columnKind: 'utf16CodeUnits',
        results: results.map((result) => resultOf(result, indexes.get(result.ruleId), folder)),
      },
    ],
  };
}

/** Where a backlog lies in its repository, for {@link sarifLog}. Both are absolute; empty where one is not in the other. */
export function folderInRepository(root: string, top: string | undefined): string {
  const [inner, outer] = [root, top ?? root].map((path) => path.replaceAll('\\', '/').replace(/\/+$/, ''));
  return inner !== undefined && outer !== undefined && inner.startsWith(`${outer}/`) ? `${inner.slice(outer.length + 1)}/` : '';
}

function ruleOf({ id, title, reason, remedy, level }: SarifRule): object {
  return {
    id,
    shortDescription: { text: title },
    ...(reason === undefined ? {} : { fullDescription: { text: reason } }),
    ...(remedy === undefined ? {} : { help: { text: remedy.replaceAll('`', ''), markdown: remedy } }),
    defaultConfiguration: { level },
  };
}

function resultOf({ ruleId, level, message, file, position, identity }: SarifResult, ruleIndex: number | undefined, folder: string): object {
  const uri = `${folder}${file}`.split('/').map(encodeURIComponent).join('/');
  return {
    ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri, uriBaseId: TOP },
          ...(position ? { region: regionOf(position) } : {}),
        },
      },
    ],
    partialFingerprints: { 'orchestratorFinding/v1': identity },
  };
}

/** A position lies on one line; where its length is not known, the place alone is told. */
function regionOf({ line, column, length }: Position): object {
  return { startLine: line, startColumn: column, ...(length > 0 ? { endColumn: column + length } : {}) };
}
