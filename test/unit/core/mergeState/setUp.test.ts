import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { attributeLine, withLine, withoutLine } from '../../../../src/core/mergeState/attributes';
import { driverCommand } from '../../../../src/core/mergeState/driver';

describe('the line in .gitattributes', () => {
  it('names the file and nothing else', () => {
    assert.equal(attributeLine('docs/backlog/task-state.json'), 'docs/backlog/task-state.json merge=orchestrator-state');
    assert.equal(attributeLine('state.json'), '/state.json merge=orchestrator-state');
    assert.equal(attributeLine('a b/[x]*.json'), '"a b/\\\\[x\\\\]\\\\*.json" merge=orchestrator-state');
    assert.equal(attributeLine('!a/"b".json'), '"\\\\!a/\\"b\\".json" merge=orchestrator-state');
  });

  it('is added last, once, with the file\'s line ends, and taken out again', () => {
    const line = attributeLine('a/b.json');
    assert.equal(withLine(undefined, line), `${line}\n`);
    assert.equal(withLine('*.png binary\r\n', line), `*.png binary\r\n${line}\r\n`);
    assert.equal(withoutLine(`${line}\n`, line), undefined);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('*.png binary', '', '# comment', 'a/b.json text')), fc.constantFrom('\n', '\r\n'), (lines, eol) => {
        const text = lines.map((one) => one + eol).join('');
        const added = withLine(text, line);
        assert.equal(withLine(added, line), added);
        assert.equal(withoutLine(added, line) ?? '', text);
      }),
    );
  });
});

describe('the command line of the driver', () => {
  it('names the program as one word of the shell, in which git finds no placeholder', () => {
    assert.match(driverCommand('/home/me/bin/vtm'), /^'\/home\/me\/bin\/vtm' merge-state %O %A %B %P; /);
    assert.match(driverCommand('/it\'s/100%O/$(x)'), /^'\/it'\\''s\/100%%O\/\$\(x\)' merge-state /);
    assert.match(driverCommand('C:\\Users\\me\\vtm'), /^'C:\/Users\/me\/vtm' /);
  });
});
