import * as z from 'zod';
import { escaped } from '../../core/markdownText';
import { counted, t } from '../../core/words';

const findingSchema = z.object({ code: z.string(), effect: z.string(), message: z.string(), remedy: z.string() });

/** What the operation `check` answers as data. */
const readinessSchema = z.object({
  ready: z.boolean(),
  task_id: z.string().nullable(),
  gates: z.array(z.object({ outcome: z.string(), findings: z.array(findingSchema) })),
});

type ReadinessFinding = z.output<typeof findingSchema>;

export interface ReadinessData {
  readonly ready: boolean;
  readonly taskId?: string;
  readonly findings: readonly ReadinessFinding[];
  readonly passed: number;
}

/** The readiness in the data of an answer; undefined where it has none. */
export function readinessIn(data: object): ReadinessData | undefined {
  const parsed = readinessSchema.safeParse(data);
  if (!parsed.success) return undefined;
  const { ready, task_id: taskId, gates } = parsed.data;
  return {
    ready,
    ...(taskId === null ? {} : { taskId }),
    findings: gates.flatMap(({ findings }) => findings).sort((a, b) => Number(b.effect === 'block') - Number(a.effect === 'block')),
    passed: gates.filter(({ outcome }) => outcome === 'passed').length,
  };
}

/** First whether it can be started, then every code with its way out, what blocks before what warns. */
export function readinessMarkdown({ ready, taskId, findings, passed }: ReadinessData): string {
  const name = taskId === undefined ? undefined : `**${escaped(taskId)}**`;
  const blocking = findings.filter(({ effect }) => effect === 'block').length;
  const headline = ready ? readyText(name) : blockedText(name, blocking);
  const items = findings.slice(0, MOST).map(({ code, effect, message, remedy }) => {
    const kind = effect === 'block' ? '' : ` (${t('warning')})`;
    return `- **${escaped(code)}**${kind}  \n  ${t('{0}. {1}', escaped(message), escaped(remedy))}`;
  });
  const left = findings.length - MOST;
  const rest = [...(left > 0 ? [t('… and {0} more.', left)] : []), ...(passed > 0 ? [counted(passed, '{0} check passed.', '{0} checks passed.')] : [])];
  return [headline, ...(items.length > 0 ? [items.join('\n')] : []), ...rest].join('\n\n');
}

function readyText(name: string | undefined): string {
  return name === undefined ? t('A task is ready to start.') : t('{0} is ready to start.', name);
}

function blockedText(name: string | undefined, blocking: number): string {
  return name === undefined
    ? counted(blocking, "A task can't be started: a gate blocks it.", "A task can't be started: {0} gates block it.")
    : counted(blocking, "{1} can't be started: a gate blocks it.", "{1} can't be started: {0} gates block it.", name);
}

/** So many findings are shown. */
const MOST = 20;
