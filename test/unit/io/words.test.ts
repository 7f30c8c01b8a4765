import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok, type Result } from '../../../src/core/result';
import { speak } from '../../../src/core/words';
import { createDocumentTexts } from '../../../src/io/documentTexts';
import { explained } from '../../../src/io/files';
import { refusedByGit } from '../../../src/io/git/words';
import { Folders, insideRoot, locate } from '../../../src/io/locate';
import { describeOwner, newLockText, readOwner } from '../../../src/io/lockOwner';
import { createNewFiles } from '../../../src/io/newFiles';
import { readTextFile } from '../../../src/io/textFile';
import { escaped, PSEUDO } from '../../support/pseudoWords';

const ERRNO = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOENT', 'EDQUOT', 'EMFILE', 'ENFILE', 'EIO', 'EXDEV', 'ENAMETOOLONG', 'ELOOP', 'EBUSY', 'ENOTDIR', 'EODD'];

describe('what io says in another language', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'orchestrator-'));
    mkdirSync(join(root, '1'));
    writeFileSync(join(root, '2'), Buffer.from([0xff, 0xfe, 0]));
    writeFileSync(join(root, '3'), Buffer.from([0xc3, 0x28]));
    symlinkSync('5', join(root, '4'));
    speak(PSEUDO);
  });

  afterEach(() => {
    speak();
    rmSync(root, { recursive: true });
  });

  const reasonOf = (found: Result<unknown, { reason: string }>) => (found.ok ? '' : found.error.reason);

  /** None is empty, and none has a word outside of the brackets but for the system's own codes. */
  const assertSaid = (texts: readonly string[]) => {
    assert.deepEqual(texts.filter((text) => !text.includes('⟦')), []);
    assert.deepEqual(texts.flatMap((text) => escaped(text.replace(/\bE[A-Z]+\b/g, ''))), []);
  };

  it('is in it where a place is refused', async () => {
    const places = ['', '\u0001', '0'.repeat(4097), 'http://1', '/1', '../1', '1', '4', '9', '2/3'];
    assertSaid(await Promise.all(places.map(async (place) => reasonOf(await locate(new Folders(root), place, 0)))));
    assertSaid([reasonOf(await locate(new Folders(root), '2', 1))]);
    assert.deepEqual(await insideRoot(new Folders(root), '1'), ok({ relative: '1', real: join(root, '1') }));
  });

  it('is in it where a file can\'t be read or made', async () => {
    const read = await Promise.all(['1', '2', '3'].map((name) => readTextFile(join(root, name), 2)));
    assertSaid(read.flatMap((file) => (file.kind === 'unreadable' ? [file.message, file.remedy] : [''])));
    const document = await createDocumentTexts({ root }).read('1');
    const made = await Promise.all(['../1', '2', '4/5'].map((path) => createNewFiles({ root }).create(path, '')));
    assertSaid([document, ...made].flatMap((one) => (one.ok ? [''] : [one.error.message, one.error.remedy])));
  });

  it('is in it where the system, git or another process stands in the way', () => {
    const errors = ERRNO.map((code) => explained(Object.assign(new Error(''), { code })));
    assertSaid(errors.slice(0, -1).flatMap(({ because, remedy }) => [because, remedy]));
    const failed = { exitCode: 1, stdout: '', stderr: '' };
    const refusals = [undefined, 'missing', 'timed-out', 'cancelled', 'not-run'].map((failure) => refusedByGit('1', { ...failed, ...(failure ? { failure, stderr: '⟦⟧' } : {}) } as Parameters<typeof refusedByGit>[1]));
    assertSaid(refusals.flatMap(({ message, remedy }) => [message, remedy]));
    const owner = readOwner(newLockText('1'));
    assert.ok(owner);
    assertSaid([describeOwner(owner), describeOwner({ ...owner, host: '1' })].map((text) => text.replaceAll(owner.since, '')));
  });
});
