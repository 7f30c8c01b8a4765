import { manifestJsonSchema } from './manifestJsonSchema';
import { stateJsonSchema } from './stateJsonSchema';

/** The schemas that ship, by file name below `media/schemas`. `docs/schemas.mjs` writes them. */
export const FILE_SCHEMAS = {
  'virtual-task-manifest.schema.json': manifestJsonSchema,
  'task-state.schema.json': stateJsonSchema,
} as const;
