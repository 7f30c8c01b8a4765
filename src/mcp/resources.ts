import { INTERNAL_ERROR, ProtocolError, ResourceNotFoundError, type ReadResourceResult, type Resource } from '@modelcontextprotocol/server';
import * as path from 'node:path';
import { cut } from '../core/cut';
import { oneLine } from '../core/delegate/plainText';
import { readable } from '../core/operations/find';
import { refusalText } from '../core/operations/modelText';
import { pulseFigures } from '../core/pulse/figures';
import { pulseText } from '../core/pulse/text';
import { Folders, locate } from '../io/locate';
import { readTextFile } from '../io/textFile';
import type { Workspace, Workspaces } from './workspaces';

/** Larger texts are of no use to a model; the tools answer from files of any size that the settings allow. */
const MOST_BYTES = 1024 * 1024;
const SCHEME = 'orchestrator://backlog/';

const RESOURCE_KINDS = ['manifest', 'state', 'pulse'] as const;
type ResourceKind = (typeof RESOURCE_KINDS)[number];

const ABOUT: Record<ResourceKind, { readonly title: string; readonly description: string; readonly mimeType: string }> = {
  manifest: { title: 'Task manifest', description: 'All tasks with their criteria and documents, as planned', mimeType: 'application/json' },
  state: { title: 'Task state', description: 'What is recorded of each task. Change it with the tools only', mimeType: 'application/json' },
  pulse: { title: 'Progress pulse', description: 'How the work stands', mimeType: 'text/markdown' },
};

/** The resources of all workspaces that are served. */
export async function listResources(workspaces: Workspaces): Promise<Resource[]> {
  const served = await workspaces.served();
  return served.flatMap(({ name }) =>
    RESOURCE_KINDS.map((kind) => {
      const { title, description, mimeType } = ABOUT[kind];
      return { uri: uriOf(name, kind), name: `${name}/${kind}`, title: served.length > 1 ? `${title} of ${name}` : title, description, mimeType };
    }),
  );
}

/** Reads a resource as it is now. Rejects with a protocol error that says why it can't be had. */
export async function readResource(workspaces: Workspaces, uri: string): Promise<ReadResourceResult> {
  const found = await findResource(workspaces, uri);
  if (!found) throw new ResourceNotFoundError(uri, `There is no resource ${cut(oneLine(uri), 200)}; resources/list names those there are`);
  const text = found.kind === 'pulse' ? await pulseOf(found.workspace) : await fileOf(found.workspace, found.kind, uri);
  return { contents: [{ uri, mimeType: ABOUT[found.kind].mimeType, text }] };
}

/** What a URI of ours stands for, if that is served. */
export async function findResource(workspaces: Workspaces, uri: string): Promise<{ readonly workspace: Workspace; readonly kind: ResourceKind } | undefined> {
  for (const workspace of await workspaces.served()) {
    const kind = RESOURCE_KINDS.find((one) => uriOf(workspace.name, one) === uri);
    if (kind) return { workspace, kind };
  }
  return undefined;
}

function uriOf(workspace: string, kind: ResourceKind): string {
  return `${SCHEME}${encodeURIComponent(workspace)}/${kind}`;
}

async function pulseOf(workspace: Workspace): Promise<string> {
  const { here, settings, clock } = await workspace.world();
  const snapshot = readable(await here.snapshot());
  if (!snapshot.ok) throw new ProtocolError(INTERNAL_ERROR, refusalText(snapshot.error));
  return pulseText(pulseFigures(snapshot.value, settings, clock.now()));
}

async function fileOf({ root, world }: Workspace, kind: 'manifest' | 'state', uri: string): Promise<string> {
  const { settings } = await world();
  const relative = kind === 'manifest' ? settings.manifestPath : settings.statePath;
  const place = await locate(new Folders(root), relative, MOST_BYTES);
  if (!place.ok) throw new ResourceNotFoundError(uri, kind === 'state' && place.error.isAbsent ? `${place.error.reason}: every task is pending` : place.error.reason);
  const file = await readTextFile(path.join(root, place.value), MOST_BYTES);
  if (file.kind === 'text') return file.text;
  throw new ResourceNotFoundError(uri, file.kind === 'missing' ? `${relative} is not there` : `${file.message}. ${file.remedy}`);
}
