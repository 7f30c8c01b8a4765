import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { inputSchemaOf } from '../../src/core/operations/inputSchema';
import { MODEL_OPERATIONS } from '../../src/core/operations/table';
import { FIGURES } from './figures';
import type { Bench } from './measure';
import { packaged } from './packaged';

/** What is told of the tools in every request of an agent. */
function tokens(): number {
  const tools = MODEL_OPERATIONS.map((one) => ({ name: one.id, description: one.forModels.description, inputSchema: inputSchemaOf(one) }));
  return tools.reduce((sum, tool) => sum + encode(JSON.stringify(tool)).length, 0);
}

export const bench: Bench = () =>
  Promise.resolve([
    { ...FIGURES.package, measured: packaged() },
    { ...FIGURES.schemas, measured: tokens(), note: `${MODEL_OPERATIONS.length} tools` },
  ]);
