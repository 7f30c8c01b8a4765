import { readManifest, readState } from '../load';
import type { Settings } from '../settings';
import { buildSnapshot, type Snapshot } from '../snapshot';

/** Texts that stand in editors and differ from the files; absent: as the file is. */
export interface EditedTexts {
  readonly manifest?: string;
  readonly state?: string;
}

/** The snapshot as it would be if the editors' texts were saved: for problems of what is being typed. */
export function asEdited(snapshot: Snapshot, edited: EditedTexts, settings: Pick<Settings, 'branchPattern' | 'dependencies'>): Snapshot {
  const { backlog, manifest, state, texts, work, byId } = snapshot;
  const of = (file: string) => snapshot.problems.filter((problem) => problem.file === file);
  return buildSnapshot({
    rev: snapshot.rev,
    backlog,
    manifest:
      edited.manifest === undefined
        ? { health: snapshot.manifestHealth, value: manifest, problems: of(backlog.manifestPath), ...(texts.manifest === undefined ? {} : { text: texts.manifest }) }
        : readManifest({ kind: 'text', text: edited.manifest }, backlog.manifestPath),
    state:
      edited.state === undefined
        ? { health: snapshot.stateHealth, value: state, problems: of(backlog.statePath), ...(texts.state === undefined ? {} : { text: texts.state }) }
        : readState({ kind: 'text', text: edited.state }, backlog.statePath),
    branchOf: (taskId) => byId.get(taskId)?.branch,
    ...(work ? { work } : {}),
    settings,
  });
}

/**
 * How long to wait after a key before a text is read, in ms: what takes long to read is read less often, so that typing
 * and completion go on undisturbed.
 */
export function pauseFor(characters: number): number {
  return Math.min(300 + Math.max(0, characters - 1_000_000) / 5000, 3000);
}
