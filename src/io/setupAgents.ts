import { join } from 'node:path';
import { agentNameOf } from '../core/setup/frontMatter';
import { NODE_FILES, type Files } from './files';
import { readTextFile } from './textFile';

/** Where a project keeps agents that the editor finds by itself. */
const AGENT_FOLDERS = ['.claude/agents', '.github/agents'];
const MOST_FILES = 200;
const LARGEST_BYTES = 256 * 1024;

/** An agent of a project. */
export interface ProjectAgent {
  readonly name: string;
  /** Relative to the root, with forward slashes. */
  readonly path: string;
}

/** The agents that a project has of its own, by the names under which programs know them. What can't be read is left out. */
export async function projectAgents(root: string, files: Files = NODE_FILES): Promise<readonly ProjectAgent[]> {
  const found = await Promise.all(
    AGENT_FOLDERS.map(async (folder) => {
      const names = (await files.readdir(join(root, folder)).catch(() => [])).filter((name) => /\.md$/i.test(name)).sort();
      return Promise.all(names.slice(0, MOST_FILES).map((name) => agentAt(root, folder, name)));
    }),
  );
  return found.flat().filter((agent) => agent !== undefined);
}

async function agentAt(root: string, folder: string, name: string): Promise<ProjectAgent | undefined> {
  const text = await readTextFile(join(root, folder, name), LARGEST_BYTES);
  return text.kind === 'text' ? { name: agentNameOf(name, text.text), path: `${folder}/${name}` } : undefined;
}
