import * as path from 'node:path';
import { nearestOf } from '../core/nearest';
import { DROP_IN_FLAGS, dropIn, findTask, taskIds, unusable, type DropInAnswer } from '../core/select/dropIn';
import { DEFAULT_SETTINGS } from '../core/settings';
import { readTextFileSync } from '../io/textFile';
import type { FlagCall, Options } from './arguments';
import { locate } from './locate';

/**
 * Answers the flags of the script that `vtm` replaces, and `--task`. Everything, errors too, is JSON for
 * standard output. Nothing but these few modules is loaded for it (DESIGN section 8).
 */
export function answerFlag(call: FlagCall, from: string): { output: unknown; exitCode: number } {
  if (call.kind === 'unknown-flag') return failure({ error: `Unknown command: ${call.flag}`, available: DROP_IN_FLAGS });
  if (call.kind === 'bad-flags') return { output: { error: call.message, available: DROP_IN_FLAGS }, exitCode: 2 };
  const files = readFiles(call.options, from);
  if ('error' in files) return failure(files);
  const [manifest, state] = files.values;
  return call.kind === 'task' ? taskAnswer(call.id, manifest, state) : dropIn(call.flag, manifest, state);
}

function failure(output: object): DropInAnswer {
  return { output, exitCode: 1 };
}

type Files = { readonly values: readonly [unknown, unknown] } | { readonly error: string; readonly vtm_path: string; readonly state_path: string };

function readFiles(options: Options, from: string): Files {
  const place = locate(options, from);
  const manifestPath = path.resolve(place.root, place.manifest);
  const statePath = path.resolve(place.root, place.state);
  try {
    const manifest = readJsonFile(manifestPath);
    const state = readJsonFile(statePath);
    const fault = unusable(manifest, state);
    if (fault === undefined) return { values: [manifest, state] };
    throw new Error(fault);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { error: `Failed to load VTM or state files: ${message}`, vtm_path: manifestPath, state_path: statePath };
  }
}

function readJsonFile(file: string): unknown {
  const read = readTextFileSync(file, DEFAULT_SETTINGS.maxFileBytes);
  if (read.kind === 'missing') throw new Error(`there is no file ${file}`);
  if (read.kind === 'unreadable') throw new Error(read.message);
  try {
    return JSON.parse(read.text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path.basename(file)} is not valid JSON: ${reason}`, { cause: error });
  }
}

/** The task's object of the manifest, with its `status` and its `state` entry added. */
function taskAnswer(id: string, manifest: unknown, state: unknown): DropInAnswer {
  const found = findTask(id, manifest, state);
  if (!found) return failure({ error: `Unknown task: ${id}`, near: nearestOf(id, taskIds(manifest), 5) });
  const { task, entry = null } = found;
  const status: unknown = typeof entry === 'object' && entry !== null && 'status' in entry ? entry.status : 'pending';
  return { output: { ...task, status, state: entry }, exitCode: 0 };
}
