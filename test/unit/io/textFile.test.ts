import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TextFile } from '../../../src/core/load';
import { readTextFile, readTextFileSync } from '../../../src/io/textFile';

describe('readTextFile', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'text-file-'));
    path = join(folder, 'a.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Both ways of reading must say the same. */
  async function read(file = path, maxBytes = 1000): Promise<TextFile> {
    const now = readTextFileSync(file, maxBytes);
    assert.deepEqual(await readTextFile(file, maxBytes), now);
    return now;
  }

  async function refusal(file = path): Promise<string> {
    const found = await read(file);
    assert.ok(found.kind === 'unreadable');
    assert.ok(found.remedy.length > 10);
    return `${found.problem}: ${found.message}`;
  }

  it('reads UTF-8, with or without a byte order mark', async () => {
    writeFileSync(path, '{"a":"é\u{1F600}\uFFFD"}');
    assert.deepEqual(await read(), { kind: 'text', text: '{"a":"é\u{1F600}\uFFFD"}' });
    writeFileSync(path, '\uFEFF{}');
    assert.deepEqual(await read(), { kind: 'text', text: '{}' });
    writeFileSync(path, '');
    assert.deepEqual(await read(), { kind: 'text', text: '' });
  });

  it('tells a missing file, also behind a link', async () => {
    assert.deepEqual(await read(), { kind: 'missing' });
    symlinkSync(join(folder, 'nowhere'), path);
    assert.deepEqual(await read(), { kind: 'missing' });
  });

  it('reads up to the limit and not a byte more', async () => {
    writeFileSync(path, 'x'.repeat(1000));
    assert.equal((await read()).kind, 'text');
    writeFileSync(path, 'x'.repeat(1001));
    assert.match(await refusal(), /^too-large: a\.json is larger than/);
  });

  it('names encodings that are not UTF-8, and binary', async () => {
    const cases: [Buffer, RegExp][] = [
      [Buffer.from('\uFEFF{"a":1}', 'utf16le'), /^encoding: a\.json is UTF-16/],
      [Buffer.from('{"a":1}', 'utf16le'), /^encoding: a\.json looks like UTF-16/],
      [Buffer.from('{"a":"é"}', 'latin1'), /^encoding: a\.json is not valid UTF-8 at line 1, column 7 \(byte offset 6: 0xE9\)$/],
      [Buffer.from('PK\u0003\u0004\u0000\u0001'), /^binary: .*zero byte at line 1, column 5 \(byte offset 4\)$/],
    ];
    for (const [bytes, expected] of cases) {
      writeFileSync(path, bytes);
      assert.match(await refusal(), expected);
    }
  });

  for (const [what, before, bad] of [
    ['a half of a letter', '{"a":"', [0xed, 0xa0, 0x80, 0x22]],
    ['a cut letter at the end', '{\n"é\u{1F600}', [0xf0, 0x9f, 0x98]],
    ['the beginning of what stands for bad bytes', '\uFEFF{\r\n"\uFFFD', [0xef, 0xbf, 0x22]],
    ['the same at the end', '\r\r\n\n\uFFFD', [0xef, 0xbf]],
    ['a letter in more bytes than it needs', '', [0xc0, 0x80]],
    ['bytes that come behind others', '\n', [0x80, 0x81]],
  ] as const) {
    it(`tells the place of the first byte that is not UTF-8: ${what}`, async () => {
      const bytes = Buffer.concat([Buffer.from(before), Buffer.from(bad)]);
      writeFileSync(path, bytes);
      const found = await read();
      assert.ok(found.kind === 'unreadable' && found.position);
      const text = before.replace('\uFEFF', '');
      const lines = text.split(/\r\n?|\n/);
      const [line, column] = [lines.length, (lines.at(-1)?.length ?? 0) + 1];
      assert.deepEqual(found.position, { line, column, offset: text.length, length: 1 });
      const told = `at line ${line}, column ${column} (byte offset ${Buffer.byteLength(before)}: 0x${(bad[0]).toString(16).toUpperCase()})`;
      assert.ok(found.message.endsWith(told), found.message);
    });
  }

  it('refuses what is not a file, without waiting for it', async () => {
    mkdirSync(path);
    assert.match(await refusal(), /^not-a-file: a\.json is a folder/);
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    assert.match(await refusal(join(folder, 'pipe')), /pipe is a named pipe/);
    assert.match(await refusal('/dev/zero'), /zero is a device/);
    const server = await listening(join(folder, 'socket'));
    assert.match(await refusal(join(folder, 'socket')), /socket is a socket/);
    server.close();
  });

  const onLinux = process.platform === 'linux' ? it : () => undefined;
  onLinux('bounds a file that says it is empty and is not', async () => {
    assert.equal((await readTextFile('/proc/self/status', 100_000)).kind, 'text');
    const found = await read('/proc/self/status', 100);
    assert.equal(found.kind === 'unreadable' && found.problem, 'too-large');
  });

  // Nothing is closed to root, and Windows has no such modes.
  const asOrdinaryUser = process.platform === 'win32' || process.getuid?.() === 0 ? () => undefined : it;
  asOrdinaryUser('tells missing permission', async () => {
    writeFileSync(path, '{}');
    chmodSync(path, 0);
    assert.match(await refusal(), /cannot be read: permission is denied \(EACCES\)/);
  });

  it('tells a circle of links', async () => {
    symlinkSync(path, path);
    assert.match(await refusal(), /cannot be read: its links lead in a circle \(ELOOP\)/);
  });
});

function listening(path: string): Promise<Server> {
  return new Promise((resolve) => {
    const server: Server = createServer().listen(path, () => resolve(server));
  });
}
