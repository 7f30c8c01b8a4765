import { realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import * as z from 'zod';
import type { Batch, BatchLog } from '../../core/batch/batch';
import type { Log, Refusal } from '../../core/ports';
import { err, ok, type Result } from '../../core/result';
import { t } from '../../core/words';
import { replaceFile } from '../atomicWrite';
import { errnoOf, explained, ifThere, NODE_FILES } from '../files';
import { findGitDirectories } from '../git/directories';
import { ownFolder } from '../git/ownFolder';
import { acquireLock } from '../lock';
import { makeFolders } from '../makeFolders';
import { sweepTempFiles } from '../tempFile';
import { decoded, readBytes } from '../textFile';

const MOST_KEPT = 50;
const MOST_BYTES = 4 * 1024 * 1024;
const WAIT_MS = 10_000;

const batchSchema: z.ZodType<Batch> = z.object({
  id: z.string().min(1),
  at: z.string(),
  mode: z.enum(['worktrees', 'coordinator']),
  branch: z.string().exactOptional(),
  of: z.string(),
  baseCommit: z.string(),
  tasks: z.array(z.object({ taskId: z.string(), branch: z.string(), worktree: z.string().exactOptional(), minutes: z.number() })),
});

/** The manifest of a batch's backlog, from the top of the working tree; without it the batch is everybody's. */
const ownerSchema = z.object({ backlog: z.string().optional() });

/** As another version of ours may have written it, what is not known is kept. */
const fileSchema = z.looseObject({ batches: z.array(z.unknown()) });

type Kept = z.infer<typeof fileSchema>;

interface Options {
  /** The backlog's folder, absolute. */
  readonly root: string;
  /** The manifest, from `root`. */
  readonly manifestPath: () => string;
  readonly log: Log;
}

/**
 * The batches of a backlog, in a small file in git's common folder, which all backlogs and working trees of the
 * repository share and none commits. Writers take turns by a lock and replace the file whole; readers need none.
 */
export function createBatchLog({ root, manifestPath, log }: Options): BatchLog {
  const readAll = async () => {
    const path = await pathFor(root);
    return path === undefined ? [] : (await read(path, log)).batches;
  };
  return {
    async all() {
      const [batches, backlog] = await Promise.all([readAll(), backlogAt(root, manifestPath())]);
      const own = batches.filter((one) => (ownerSchema.safeParse(one).data?.backlog ?? backlog) === backlog);
      return own.flatMap((one) => batchSchema.safeParse(one).data ?? []);
    },
    ids: async () => (await readAll()).map(idOf).filter((id) => typeof id === 'string'),
    async keep(batch) {
      const backlog = await backlogAt(root, manifestPath());
      const kept = { ...batch, backlog };
      return change(root, log, (batches) => {
        const at = batches.findIndex((one) => idOf(one) === batch.id);
        return at < 0 ? [kept, ...batches].slice(0, MOST_KEPT) : batches.with(at, kept);
      });
    },
    forget: (id) => change(root, log, (batches) => (batches.some((one) => idOf(one) === id) ? batches.filter((one) => idOf(one) !== id) : batches)),
  };
}

async function pathFor(root: string): Promise<string | undefined> {
  const found = await findGitDirectories(root);
  return found && join(ownFolder(found.commonDir), 'batches.json');
}

/** Which of the backlogs of a repository it is: the same in all its working trees. */
async function backlogAt(root: string, manifestPath: string): Promise<string | undefined> {
  const found = await findGitDirectories(root);
  return found && join(relative(found.top, await realpath(root).catch(() => root)), manifestPath).split(sep).join('/');
}

function idOf(one: unknown): unknown {
  return (one as { readonly id?: unknown } | null)?.id;
}

/** What the file holds; none where it can't be read, which is logged. */
async function read(path: string, log: Log): Promise<Kept> {
  const file = decoded(await readBytes(path, MOST_BYTES), path);
  if (file.kind === 'missing') return { batches: [] };
  const parsed = file.kind === 'text' ? fileSchema.safeParse(jsonOf(file.text)) : undefined;
  if (parsed?.success) return parsed.data;
  log.warn(`The batches that were started are not known: ${path} ${file.kind === 'text' ? 'is damaged' : `can't be read: ${file.message}`}`);
  return { batches: [] };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function change(root: string, log: Log, next: (batches: readonly unknown[]) => readonly unknown[]): Promise<Result<void, Refusal>> {
  const path = await pathFor(root);
  if (path === undefined) return err({ code: 'BLOCKED::NOT-A-GIT-REPOSITORY', message: t('This folder is no git repository'), remedy: t('Open a folder whose working tree git accepts.') });
  try {
    await makeFolders(dirname(path), NODE_FILES);
    const lock = await acquireLock(`${path}.lock`, { command: 'the list of batches', waitMs: WAIT_MS });
    if (!lock.ok) return err(refused(t('it is being written by {0}', lock.error.holder), lock.error.remedy));
    try {
      await Promise.all([path, `${path}.lock`].map((one) => sweepTempFiles(one, NODE_FILES)));
      const kept = await read(path, log);
      const batches = next(kept.batches);
      if (batches === kept.batches) return ok(undefined);
      const bytes = Buffer.from(`${JSON.stringify({ ...kept, batches }, null, 2)}\n`, 'utf8');
      const isWritten = await replaceFile({ target: path, bytes, traits: await ifThere(stat(path)), mayReplace: () => lock.value.isOurs() }, NODE_FILES);
      return isWritten ? ok(undefined) : err(refused(t('its lock was taken away meanwhile'), t('Try again.')));
    } finally {
      await lock.value.release().catch(() => undefined);
    }
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    const { because, remedy } = explained(error);
    return err(refused(because, remedy));
  }
}

function refused(because: string, remedy: string): Refusal {
  return { code: 'BATCHES-NOT-WRITTEN', message: t('The list of batches in git\'s folder was not changed: {0}', because), remedy };
}
