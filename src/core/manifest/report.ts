import type * as z from 'zod';
import type { JsonText } from '../json/read';
import { named, shown, valueAt, type JsonPath, type Problem, type ProblemSeverity } from '../problem';
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
      const value = valueAt(this.json.value, path);
      const message = value === undefined ? t('{0} {1}', what, issueText(issue)) : t('{0} {1}, and it is {2}', what, issueText(issue), shown(value));
      this.add('error', 'invalid-shape', message, {
        path,
        remedy: taskId ? t('Until it is mended, {0} is left out.', named(taskId)) : t('Mend it; what can be read of the rest is shown.'),
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
