import assert from 'node:assert/strict';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { inputSchemaOf } from '../../../../src/core/operations/inputSchema';
import { MODEL_OPERATIONS, OPERATIONS } from '../../../../src/core/operations/table';

/** Every request of an agent carries these words (DESIGN section 8, "all tool schemas together"). */
const MOST_TOKENS = 1500;

describe('what models are told of the operations', () => {
  it('is of at most eight', () => {
    assert.ok(MODEL_OPERATIONS.length > 0 && MODEL_OPERATIONS.length <= 8, MODEL_OPERATIONS.map(({ id }) => id).join());
  });

  it('costs at most 1 500 tokens', () => {
    const tools = MODEL_OPERATIONS.map((one) => ({ name: one.id, description: one.forModels.description, inputSchema: inputSchemaOf(one) }));
    const costs = tools.map((tool) => encode(JSON.stringify(tool)).length);
    const sum = costs.reduce((total, cost) => total + cost, 0);
    console.log(`      ${sum} of ${MOST_TOKENS} tokens: ${tools.map(({ name }, index) => `${name} ${costs[index]}`).join(', ')}`);
    assert.ok(sum <= MOST_TOKENS, `${sum} tokens`);
  });

  it('is short, and says that no other word is taken', () => {
    for (const operation of MODEL_OPERATIONS) {
      const schema = inputSchemaOf(operation) as { type?: string; additionalProperties?: boolean };
      assert.equal(schema.type, 'object', operation.id);
      assert.equal(schema.additionalProperties, false, operation.id);
      assert.ok(operation.forModels.description.length <= 300, operation.id);
    }
  });
});

describe('the table of operations', () => {
  it('names each once, in kebab case, with words that its input has', () => {
    const ids = OPERATIONS.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const { id, words, input, title, summary } of OPERATIONS) {
      assert.match(id, /^[a-z]+(?:-[a-z]+)*$/);
      assert.ok(title !== '' && summary !== '' && !summary.endsWith('.'), id);
      for (const word of words) assert.ok(Object.hasOwn(input.shape, word), `${id}: ${word}`);
    }
  });

  it('can tell before what each operation writes', () => {
    for (const { id, effect, preview } of OPERATIONS) assert.equal(preview !== undefined, effect !== 'read', id);
  });
});
