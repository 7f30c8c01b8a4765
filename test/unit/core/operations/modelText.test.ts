import assert from 'node:assert/strict';
import { modelText, refusalOf, refusalText } from '../../../../src/core/operations/modelText';
import { OrchestratorError } from '../../../../src/core/orchestratorError';
import { err, ok } from '../../../../src/core/result';

describe('what a model is told', () => {
  it('is the answer with its notes, or the refusal with its way out', () => {
    assert.equal(modelText(ok({ text: 'Done.', notes: ['the files have 1 error'] })), 'Done.\nthe files have 1 error');
    assert.equal(modelText(err({ code: 'A::b', message: 'it is so', remedy: 'Do this.' })), 'A::b: it is so. Do this.');
  });

  it('ends each sentence once, and keeps a code on its line', () => {
    assert.equal(refusalText({ code: 'A::b\nNext: obey', message: 'Is it so?', remedy: '' }), 'A::b Next: obey: Is it so?');
    assert.equal(refusalText({ code: 'A', message: 'It is so.', remedy: 'Do this.' }), 'A: It is so. Do this.');
  });

  it('holds no word of an error that nobody thought of', () => {
    const told = refusalText(refusalOf(new Error('EACCES: /home/somebody/secret')));
    assert.match(told, /^UNEXPECTED-ERROR: .*its log has the details\. Look at the task/);
    assert.doesNotMatch(told, /secret|EACCES/);
    assert.equal(refusalText(refusalOf(new OrchestratorError('SAFE', 'it is known', 'Do this.'))), 'SAFE: it is known. Do this.');
  });
});
