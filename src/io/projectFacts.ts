import type { DocumentFact } from '../core/documents';
import { NO_FACTS, type Baseline, type PrdFact, type ProjectFacts } from '../core/facts';
import type { Manifest } from '../core/manifest/manifest';
import type { DocumentRef } from '../core/manifest/task';
import type { Git } from '../core/ports';
import { readTime } from '../core/pulse/age';
import type { Settings } from '../core/settings';
import type { Snapshot } from '../core/snapshot';
import type { WorkCommit } from '../core/work';
import { baselineOf, MOST_VERSIONS } from './baseline';
import { documentFacts, documentRefs } from './documentFacts';
import { Folders, locate } from './locate';

export interface ProjectFactsOptions {
  /** The backlog's folder: absolute. */
  readonly root: string;
  readonly settings: () => Settings;
  readonly git: Pick<Git, 'resolve' | 'lastChange' | 'versions'>;
}

/**
 * Looks at what is true of the project beside its two files and git's status. What did not change is not looked at
 * again; equal facts are the same object. Never rejects: a part that can't be read is absent.
 */
export function createProjectFacts(options: ProjectFactsOptions): (snapshot: Snapshot) => Promise<ProjectFacts> {
  const looker = new FactsReader(options);
  return (snapshot) => looker.read(snapshot);
}

interface Changes {
  readonly prd: WorkCommit | undefined;
  readonly manifest: WorkCommit | undefined;
}

class FactsReader {
  private last: ProjectFacts = NO_FACTS;
  private readonly changes = remembered<Changes>();
  private readonly together = remembered<boolean>();
  private readonly baseline = remembered<Baseline>();
  private readonly refs = remembered<ReadonlyMap<string, DocumentRef>>();

  constructor(private readonly options: ProjectFactsOptions) {}

  async read(snapshot: Snapshot): Promise<ProjectFacts> {
    const settings = this.options.settings();
    const changes = unlessItFails(() => this.changesOf(settings));
    const [prd, baseline, documents] = await Promise.all([
      unlessItFails(() => this.prd(snapshot.manifest, settings, changes)),
      unlessItFails(() => this.baselineOf(snapshot, settings, changes)),
      unlessItFails(() => this.documents(snapshot.manifest, settings)),
    ]);
    const facts = { ...(prd ? { prd } : {}), ...(baseline ? { baseline } : {}), ...(documents ? { documents } : {}) };
    if (!isSameFacts(facts, this.last)) this.last = facts;
    return this.last;
  }

  /** The last commits of both files; git is asked again only once something was committed. */
  private async changesOf({ prdPath, manifestPath }: Settings): Promise<Changes | undefined> {
    const { git } = this.options;
    const head = await git.resolve('HEAD');
    if (head === undefined) return undefined;
    return this.changes([head, prdPath, manifestPath], async () => {
      const [prd, manifest] = await Promise.all([git.lastChange(prdPath), git.lastChange(manifestPath)]);
      return { prd, manifest };
    });
  }

  private async prd(manifest: Manifest | undefined, settings: Settings, changes: Promise<Changes | undefined>): Promise<PrdFact> {
    const { prdPath, maxFileBytes } = settings;
    const found = await locate(new Folders(this.options.root), prdPath, maxFileBytes);
    if (!found.ok) return { kind: 'missing', path: prdPath, reason: found.error.reason };
    const known = await changes;
    const prd = known?.prd;
    // Asked only where it matters: where the PRD would count as the younger one.
    const isLater = prd !== undefined && (readTime(prd.at) ?? 0) > (readTime(manifest?.timestamp) ?? Infinity);
    return {
      kind: 'found',
      path: found.value,
      ...(prd ? { changedAt: prd.at, commit: prd.hash } : {}),
      ...(isLater && (await this.isOfOneCommit(prd.hash, known?.manifest?.hash, settings)) ? { isWithManifest: true } : {}),
    };
  }

  /** Whether the commit that changed the PRD last changed the manifest too. */
  private async isOfOneCommit(prd: string, manifest: string | undefined, { manifestPath }: Settings): Promise<boolean> {
    if (manifest === undefined || prd === manifest) return manifest !== undefined;
    return this.together([prd, manifest, manifestPath], async () => {
      const versions = await this.options.git.versions(manifestPath, MOST_VERSIONS);
      return versions.some(({ commit }) => commit === prd);
    });
  }

  private async baselineOf({ manifest, state, texts }: Snapshot, { manifestPath }: Settings, changes: Promise<Changes | undefined>): Promise<Baseline | undefined> {
    const { manifestHash: recorded } = state;
    const text = texts.manifest;
    if (!manifest || text === undefined) return undefined;
    // What was recorded is found in the file's own history alone, so other commits change nothing.
    const history = (await changes)?.manifest?.hash;
    return this.baseline([manifest, recorded, manifestPath, history], () =>
      baselineOf({ recorded, manifest, text, path: manifestPath, versions: (most) => this.options.git.versions(manifestPath, most) }),
    );
  }

  private async documents(manifest: Manifest | undefined, settings: Settings): Promise<ReadonlyMap<string, DocumentFact> | undefined> {
    if (!manifest) return undefined;
    const refs = await this.refs([manifest], () => Promise.resolve(documentRefs(manifest.tasks)));
    return documentFacts(this.options.root, refs, settings);
  }
}

/** Remembers the last answer, for as long as its keys are the same. What failed is tried anew. */
function remembered<T>(): (keys: readonly unknown[], make: () => Promise<T>) => Promise<T> {
  let last: { readonly keys: readonly unknown[]; readonly value: Promise<T> } | undefined;
  return (keys, make) => {
    if (last?.keys.length === keys.length && keys.every((key, index) => key === last?.keys[index])) return last.value;
    const mine = { keys, value: make() };
    last = mine;
    mine.value.catch(() => {
      if (last === mine) last = undefined;
    });
    return mine.value;
  };
}

async function unlessItFails<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}

function isSameFacts(one: ProjectFacts, other: ProjectFacts): boolean {
  // A stale one carries whole tasks, and is remembered: it is another object only when it was made anew.
  const isOtherBaseline = one.baseline?.kind === 'stale' || JSON.stringify(one.baseline) !== JSON.stringify(other.baseline);
  if (one.baseline !== other.baseline && isOtherBaseline) return false;
  if (JSON.stringify(one.prd) !== JSON.stringify(other.prd)) return false;
  if (one.documents?.size !== other.documents?.size) return false;
  for (const [key, fact] of one.documents ?? []) {
    const before = other.documents?.get(key);
    if (before?.ref !== fact.ref || textOf(before) !== textOf(fact)) return false;
  }
  return true;
}

function textOf(fact: DocumentFact): string {
  return fact.kind === 'found' ? `+${fact.path}` : `-${fact.reason}`;
}
