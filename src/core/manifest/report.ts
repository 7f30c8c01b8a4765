import type * as z from 'zod';
import type { JsonText } from '../json/read';
import type { JsonPath, Problem, ProblemSeverity } from '../problem';
import { t } from '../words';

/** Collects problems and places them. */
export class Report {
  readonly problems: Problem[];

  constructor(
    private readonly json: JsonText,
    private readonly file: string,
  ) {
    this.problems = [...json.problems];
  }

  add(
    severity: ProblemSeverity,
    kind: string,
    message: string,
    { related, ...more }: { path: JsonPath; remedy: string; taskId?: string; related?: readonly { path: JsonPath; message: string }[] },
  ): void {
    const { file } = this;
    const place = (path: JsonPath) => this.json.locator.value(path);
    const others = related?.map(({ path, message: words }) => ({ file, position: place(path), message: words }));
    this.problems.push({ severity, kind, message, file, position: place(more.path), ...more, ...(others ? { related: others } : {}) });
  }

  issues(issues: readonly z.core.$ZodIssue[], at: JsonPath, taskId?: string): void {
    for (const issue of issues) {
      const path = [...at, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
      const what = path.length === 0 ? this.file : pathText(path);
      this.add('error', 'invalid-shape', t('{0} {1}', what, issueText(issue)), {
        path,
        remedy: taskId ? t('Until it is mended, {0} is left out.', taskId) : t('Mend it; what can be read of the rest is shown.'),
        ...(taskId ? { taskId } : {}),
      });
    }
  }
}

function pathText(path: JsonPath): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');
}

function issueText(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') return t('has a type that is not allowed here');
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
    return issue.expected === 'object' ? t('must be an object {…}') : t('must be of type {0}', issue.expected);
  }
  return issue.message;
}
