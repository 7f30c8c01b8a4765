// Where things lie, seen from the root of the project. Everything written goes under .cache, which git ignores.
import path from 'node:path';

/** The root of the project. */
export const root = path.resolve(import.meta.dirname, '..', '..');

/** A path below the root of the project. */
export const at = (...parts) => path.join(root, ...parts);

/** The folder the embedded editor is installed into. */
export const editorFolder = at('.cache', 'editor');

/** The packaged product. */
export const productVsix = at('dist', 'implementation-orchestrator.vsix');
