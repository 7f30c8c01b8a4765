import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { EXAMPLE_TASKS, manifestScaffold } from '../manifest/scaffold';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import type { FileHealth } from '../snapshot';
import { stamp } from '../state/stamp';
import { t } from '../words';
import { operation, type Answer } from './operation';
import type { World } from './world';

const WHAT = ['manifest', 'state'] as const;

interface Input {
  readonly what?: (typeof WHAT)[number] | undefined;
}

/** A file that `init` is asked for. */
interface Wanted {
  readonly path: string;
  readonly health: FileHealth;
  readonly words: string;
  text(): string;
}

/** Makes the files a project begins with, as far as they are missing. It never changes one that is there, broken or not. */
export const init = operation({
  id: 'init',
  title: 'Create Task Manifest',
  summary: 'make the manifest with examples, and the state file, where they are missing',
  effect: 'write',
  input: () => z.strictObject({ what: z.enum(WHAT).optional().describe('Only this one; both without it') }),
  words: ['what'],
  preview: async (world, input) => {
    const wanted = await wantedFiles(world, input);
    return ok({
      title: t('Create the files of a task backlog'),
      lines: wanted.map(({ path, health, words }) => (health === 'missing' ? `${oneLine(path)} is made, ${words}` : `${oneLine(path)} is there and stays as it is`)),
    });
  },
  run: async (world, input) => make(world, await wantedFiles(world, input)),
});

async function wantedFiles(world: World, { what }: Input): Promise<readonly Wanted[]> {
  const { manifest, manifestHealth, stateHealth } = await world.here.snapshot();
  const { manifestPath, statePath } = world.settings;
  const now = world.clock.now();
  const files: Readonly<Record<(typeof WHAT)[number], Wanted>> = {
    manifest: {
      path: manifestPath,
      health: manifestHealth,
      words: `with ${EXAMPLE_TASKS.length} example tasks to replace`,
      text: () => manifestScaffold(now),
    },
    state: {
      path: statePath,
      health: stateHealth,
      words: 'with every task pending',
      text: () => `${JSON.stringify({ ...(manifest?.hash ? { manifest_hash: manifest.hash } : {}), last_updated: stamp(now), tasks: {} }, null, 2)}\n`,
    },
  };
  return WHAT.filter((one) => what === undefined || one === what).map((one) => files[one]);
}

async function make(world: World, wanted: readonly Wanted[]): Promise<Result<Answer, Refusal>> {
  const made: Wanted[] = [];
  for (const file of wanted) {
    if (file.health !== 'missing') continue;
    const created = await world.newFiles.create(file.path, file.text());
    if (!created.ok) return err(withMade(created.error, made));
    made.push(file);
  }
  const kept = wanted.filter((file) => !made.includes(file));
  const text = [
    ...made.map(({ path, words }) => `${oneLine(path)} is made, ${words}.`),
    ...kept.map(({ path }) => `${oneLine(path)} is there already and was not changed.`),
    ...nextSteps(world, made),
  ].join('\n');
  const paths = (files: readonly Wanted[]) => files.map(({ path }) => path);
  return ok({ text, data: { made: paths(made), kept: paths(kept) }, ...(made.length === 0 ? { outcome: 'nothing' as const } : {}) });
}

function nextSteps({ settings }: World, made: readonly Wanted[]): readonly string[] {
  if (made.length === 0) return [];
  const isManifest = made.some(({ path }) => path === settings.manifestPath);
  return [isManifest ? 'Next: replace the examples with your own tasks, check them with validate, and commit the files.' : 'Next: commit the file, and start the next task.'];
}

function withMade(refusal: Refusal, made: readonly Wanted[]): Refusal {
  if (made.length === 0) return refusal;
  return { ...refusal, message: t('{0}. {1} was made and stays', refusal.message, made.map(({ path }) => oneLine(path)).join(', ')) };
}
