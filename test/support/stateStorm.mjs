// Writes a state file again and again, every other time in place and else as a replacement: a storm of writers without a lock.
// usage: stateStorm.mjs FILE COUNT SECONDS LAST.json   (the last write is the content of LAST.json)
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const [file = '', count = '0', seconds = '0', last = ''] = process.argv.slice(2);
const texts = ['in-progress', 'blocked', 'pending'].map((status) => JSON.stringify({ tasks: { 'A--T01': { status }, 'B--T01': { status: 'pending', notes: 'x'.repeat(10_000) } } }));
const begin = performance.now();

function write(text, isWhole) {
  if (!isWhole) return writeFileSync(file, text);
  writeFileSync(`${file}.new`, text);
  return renameSync(`${file}.new`, file);
}

for (let done = 0; done < Number(count); done++) {
  write(texts[done % texts.length], done % 2 === 0);
  // A machine that is too slow for the pace writes without a pause.
  const ahead = ((done + 1) / Number(count)) * Number(seconds) * 1000 - (performance.now() - begin);
  if (ahead > 5) await pause(ahead);
}
write(readFileSync(last, 'utf8'), true);
console.log(Math.round(performance.now() - begin));
