import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyText } from '../core/delegate/anyText';
import { nextPromptName, outdatedPrompts } from '../../../src/editor/agents/promptNames';

describe('prompt files', () => {
  it('are called after the task, with a number that grows over all tasks', () => {
    assert.equal(nextPromptName('A--T01', []), 'A--T01-1.md');
    assert.equal(nextPromptName('B--T02', ['A--T01-1.md', 'A--T01-9.md', 'note.txt']), 'B--T02-10.md');
  });

  it('have a name that stays in its folder, whatever the id', () => {
    fc.assert(
      fc.property(fc.oneof(anyText(60), fc.constantFrom('../../x', '..', '', '-rf', 'C:\\x', 'a\nb', '$(id)')), (id) => {
        const name = nextPromptName(id, []);
        assert.match(name, /^[A-Za-z0-9][A-Za-z0-9._-]{0,60}-1\.md$/);
        assert.deepEqual(outdatedPrompts([name], 0), [name], 'and is known again as ours');
      }),
    );
  });

  it('are swept but for the newest, and other files are left alone', () => {
    const names = Array.from({ length: 25 }, (_, index) => `T-${index + 1}.md`);
    assert.deepEqual(outdatedPrompts([...names, 'note.txt', 'README.md'], 20).toSorted(), ['T-1.md', 'T-2.md', 'T-3.md', 'T-4.md', 'T-5.md']);
    assert.deepEqual(outdatedPrompts(names.slice(0, 20), 20), []);
  });
});
