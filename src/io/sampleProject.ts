import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import type { Refusal } from '../core/ports';
import { err, ok, type Result } from '../core/result';
import { importStream, type Person } from '../core/sample/importStream';
import { sampleCourse, type SampleFiles } from '../core/sample/sampleCourse';
import { t } from '../core/words';
import { errnoOf, explained } from './files';
import { createGitFeed, fedText } from './git/gitFeed';
import { createGitProcess } from './git/gitProcess';

/** Who commits where the person has given git no name: known to the sample's repository alone. */
const SAMPLE_PERSON: Person = { name: 'Sample Person', email: 'person@example.test' };

/** Where the sample comes from and goes to. */
export interface SampleProject {
  /** The folder of the packaged sample. */
  readonly source: string;
  /** The folder to make. Its parent is there; it is not. */
  readonly target: string;
  readonly now: Date;
  gitPath(): string | undefined;
  isCancelled(): boolean;
}

/**
 * Makes a copy of the sample: a repository of its own, whose work was done in the days before `now`. A folder that is
 * there already is not touched; one that could not be finished is taken away again.
 *
 * @returns undefined in place of a refusal when it was cancelled
 */
export async function makeSampleProject(project: SampleProject): Promise<Result<void, Refusal | undefined>> {
  const { target, source, isCancelled } = project;
  try {
    // Not recursive: it fails where something is there, also when that came in the same moment.
    await fs.mkdir(target);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return err({ code: 'FILE-EXISTS', message: t('{0} is there already and was not touched', target), remedy: t('Choose another folder.') });
    return err(notMade(explained(error)));
  }
  const made = await fill(project, () => readFiles(source)).catch((error: unknown) => err(notMade(explained(error))));
  if (made.ok && !isCancelled()) return ok(undefined);
  await fs.rm(target, { recursive: true, force: true });
  return made.ok ? err(undefined) : made;
}

async function fill({ target, now, gitPath, isCancelled }: SampleProject, read: () => Promise<SampleFiles>): Promise<Result<void, Refusal | undefined>> {
  const run = createGitProcess({ root: target, gitPath });
  const git = async (...args: readonly string[]): Promise<Refusal | undefined> => {
    const { exitCode, stderr, failure } = await run('change', args, undefined, isCancelled);
    if (failure === 'missing') return { code: 'GIT-MISSING', message: t('The sample needs git: {0}', stderr), remedy: t('Install git, or set its place in the setting git.path, then try again.') };
    return exitCode === 0 ? undefined : notMade({ because: stderr.trim() || t('{0} failed', `git ${args[0] ?? ''}`), remedy: elsewhere() });
  };
  const begun = (await git('init', '--quiet')) ?? (await git('symbolic-ref', 'HEAD', 'refs/heads/main'));
  if (begun) return err(begun);
  const person = await personOf(git);
  const stream = importStream(sampleCourse(await read(), now), person, (text) => Buffer.byteLength(text));
  if (isCancelled()) return err(undefined);
  const feed = createGitFeed({ root: target, gitPath });
  if ((await fedText(feed, ['fast-import', '--quiet', '--done'], [stream])) === undefined) return err(notMade({ because: t('git could not read its history'), remedy: elsewhere() }));
  const refusal = await git('checkout', '--quiet', '--force', 'main');
  return refusal ? err(refusal) : ok(undefined);
}

/** The person's own name is for what they do in it; the history was made by somebody else. */
async function personOf(git: (...args: readonly string[]) => Promise<Refusal | undefined>): Promise<Person> {
  for (const [key, value] of [['user.name', SAMPLE_PERSON.name], ['user.email', SAMPLE_PERSON.email]] as const) {
    if (await git('config', '--get', key)) await git('config', '--local', key, value);
  }
  return SAMPLE_PERSON;
}

async function readFiles(source: string): Promise<SampleFiles> {
  const entries = await fs.readdir(source, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(paths.map(async (path) => [path.slice(source.length + 1).replaceAll('\\', '/'), await fs.readFile(path, 'utf8')] as const));
  return Object.fromEntries(texts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function elsewhere(): string {
  return t('Try another folder.');
}

function notMade({ because, remedy }: { readonly because: string; readonly remedy: string }): Refusal {
  return { code: 'SAMPLE-NOT-MADE', message: t('The sample was not made: {0}', because), remedy };
}
