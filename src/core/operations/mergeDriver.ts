import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { attributeLine, withLine, withoutLine } from '../mergeState/attributes';
import { DRIVER, DRIVER_TITLE, driverCommand } from '../mergeState/driver';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import { t } from '../words';
import { operation, type Answer, type Preview } from './operation';
import type { World } from './world';

const ATTRIBUTES = '.gitattributes';

/**
 * Lets git merge the state file task by task: a line in `.gitattributes`, which is committed and holds for everybody, and
 * the driver in git's configuration of this clone, without which the line changes nothing.
 */
export const mergeDriver = operation({
  id: 'merge-driver',
  title: 'Set Up Merging of Task State',
  summary: 'let git merge the state file task by task, in this clone; --remove takes it back',
  effect: 'write',
  input: () =>
    z.strictObject({
      remove: z.boolean().optional().describe('Take it back'),
      keepLine: z.boolean().optional().describe('With --remove: leave the line in .gitattributes, which is there for others too'),
    }),
  words: [],
  preview: async (world, input) => {
    const plan = await planMergeDriver(world, input);
    if (!plan.ok) return plan;
    return ok(previewOf(plan.value));
  },
  run: async (world, input) => {
    const plan = await planMergeDriver(world, input);
    if (!plan.ok) return plan;
    const done = await carriedOut(world, plan.value);
    return done.ok ? ok(await answerOf(world, plan.value)) : done;
  },
});

const OTHERS = 'In other clones the file is merged line by line, as before, until the same is done there.';

/** What would change, as it is shown before. */
export function previewOf(plan: MergeDriverPlan): Preview {
  const title = plan.isRemoval ? t('Leave the merging of the task state to git') : t('Let git merge the task state task by task');
  return { title, lines: [...linesOf(plan), ...(plan.isRemoval ? [] : [OTHERS])] };
}

export function changesNothing({ before, after, configured, wanted }: MergeDriverPlan): boolean {
  return before === after && configured === wanted;
}

interface Input {
  readonly remove?: boolean | undefined;
  readonly keepLine?: boolean | undefined;
}

/** What setting it up, or taking it back, changes. */
export interface MergeDriverPlan {
  readonly isRemoval: boolean;
  readonly line: string;
  /** The text of the attributes; undefined: no file. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The driver's command line. */
  readonly configured: string | undefined;
  readonly wanted: string | undefined;
}

/** Works out what would change, and changes nothing. */
export async function planMergeDriver({ here, settings, projectFiles, launcher }: World, { remove = false, keepLine = false }: Input): Promise<Result<MergeDriverPlan, Refusal>> {
  const { statePath } = settings;
  if (/^(?:\/|[A-Za-z]:)|(?:^|\/)\.\.(?:\/|$)/.test(statePath)) {
    return err({ code: 'SET-UP-REFUSED', message: t('{0} lies outside of the project, so no attributes of the project can name it', oneLine(statePath)), remedy: t('Set orchestrator.statePath to a path inside the project.') });
  }
  const [driver, file] = await Promise.all([here.git.mergeDriver(DRIVER, statePath), projectFiles.read(ATTRIBUTES)]);
  if (!driver) return err({ code: 'BLOCKED::NOT-A-GIT-REPOSITORY', message: t('git can\'t be asked here, so nothing was set up'), remedy: t('Work in a repository that git accepts.') });
  if (file.kind === 'unreadable') return err({ code: 'SET-UP-REFUSED', message: t('{0} was left as it is: {1}', ATTRIBUTES, file.why), remedy: t('Mend it, then try again.') });
  const line = attributeLine(statePath);
  const before = file.kind === 'text' ? file.text : undefined;
  const after = remove ? (keepLine || before === undefined ? before : withoutLine(before, line)) : withLine(before, line);
  return ok({ isRemoval: remove, line, before, after, configured: driver.command, wanted: remove ? undefined : driverCommand(launcher.path) });
}

/** What changes, and what is so already. */
function linesOf({ isRemoval, line, before, after, configured, wanted }: MergeDriverPlan): readonly string[] {
  const attributes = before !== after ? `${ATTRIBUTES}: ${isRemoval ? '-' : '+'} ${line}` : isRemoval ? `${ATTRIBUTES} stays as it is` : `${ATTRIBUTES} has the line already: ${line}`;
  const setting = `git configuration of this clone, merge.${DRIVER}`;
  const config = configured === wanted ? `${setting}: ${isRemoval ? 'is not there' : 'is so already'}` : `${setting}: ${wanted === undefined ? 'is removed' : wanted}`;
  return [attributes, config].map(oneLine);
}

async function carriedOut({ here, projectFiles, launcher }: World, { before, after, configured, wanted }: MergeDriverPlan): Promise<Result<void, Refusal>> {
  // git must not be told to run what is not there.
  const made = wanted === undefined ? ok(undefined) : await launcher.refresh();
  if (!made.ok) return made;
  const written = await projectFiles.exchange(ATTRIBUTES, before, after);
  if (!written.ok || configured === wanted) return written;
  const set = await here.git.setMergeDriver(DRIVER, wanted === undefined ? undefined : { title: DRIVER_TITLE, command: wanted });
  if (set.ok) return set;
  const back = await projectFiles.exchange(ATTRIBUTES, after, before);
  return err(back.ok ? set.error : { ...set.error, message: t('{0}. The line in {1} stands', set.error.message, ATTRIBUTES) });
}

async function answerOf({ here, settings }: World, plan: MergeDriverPlan): Promise<Answer> {
  const { isRemoval, before, after, configured, wanted, line } = plan;
  const isNothing = changesNothing(plan);
  const attribute = isRemoval ? undefined : (await here.git.mergeDriver(DRIVER, settings.statePath))?.attribute;
  const other = attribute !== undefined && attribute !== DRIVER ? [`Another rule of git's attributes says merge=${oneLine(attribute)} for the file, and wins: look into .git/info/attributes.`] : [];
  const said = isRemoval ? 'git merges the task state by itself again' : 'git merges the task state task by task';
  const text = [
    `${said}, ${isNothing ? 'as before' : 'in this clone'}.`,
    ...linesOf(plan),
    ...other,
    ...(isRemoval ? [] : [OTHERS]),
    ...(before === after ? [] : [`Next: commit ${ATTRIBUTES}.`]),
  ].join('\n');
  const data = { said, line, attributes_changed: before !== after, driver: wanted ?? null, driver_changed: configured !== wanted, warnings: other };
  return { text, data, ...(isNothing ? { outcome: 'nothing' as const } : {}) };
}
