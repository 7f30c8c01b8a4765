// npm run words: collects what people read, in the sources (l10n/) and in package.json (package.nls.json), and gives each
// translation a place for what is new, as an empty text, and drops what is no longer said. `--check` only compares, and
// wants no text to be empty.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { textsOfPackage } from './words/ofPackage.mjs';
import { wordsOfSources } from './words/ofSources.mjs';

const LANGUAGES = ['de', 'ja'];
const root = path.resolve(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');
const faults = [];
/** Keys of package.json whose English is another than it was. */
const stale = new Set();

const read = (name) => (existsSync(path.join(root, name)) ? JSON.parse(readFileSync(path.join(root, name), 'utf8')) : {});
const write = (name, value) => {
  const file = path.join(root, name);
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  if (isCheck) faults.push(`${name} does not have what people read now: run npm run words`);
  else writeFileSync(file, text);
};

/** Placeholders of a text; a translation may use one more than once, in any order. */
const holes = (text) => [...new Set(text.match(/\{\d+\}|\{[A-Z_]+\}|\]\(command:[^)]+\)|\$\([\w-]+\)/g) ?? [])].sort().join(' ');

function translate(name, keys, english) {
  const before = read(name);
  const after = Object.fromEntries(keys.map((key) => [key, (stale.has(key) ? undefined : before[key]) ?? '']));
  write(name, after);
  for (const [key, text] of Object.entries(after)) {
    if (text === '') faults.push(`${name} has no translation of "${key}"`);
    else if (holes(text) !== holes(english(key))) faults.push(`${name} does not have the same placeholders in "${key}"`);
  }
}

/** The key, or with the first number behind it that makes it another than those that are there. */
function free(key, taken) {
  for (let number = 1, own = key; ; number += 1, own = `${key}${number}`) if (!taken.has(own)) return own;
}

/** Moves texts that stand in package.json itself to package.nls.json. */
function packageWords() {
  const file = path.join(root, 'package.json');
  let text = readFileSync(file, 'utf8');
  const texts = read('package.nls.json');
  const found = textsOfPackage(JSON.parse(text));
  const kept = new Set([...Object.keys(texts).filter((key) => key.startsWith('tool.')), ...found.flatMap(({ key }) => key ?? [])]);
  for (const { at, text: said, key, proposed } of found) {
    if (key !== undefined) {
      if (!(key in texts)) faults.push(`package.nls.json has no ${key}`);
      continue;
    }
    faults.push(`package.json says "${said.slice(0, 40)}" itself: run npm run words`);
    const own = free(proposed, kept);
    kept.add(own);
    // What was translated of another text under this key is no longer its translation.
    if (texts[own] !== said) stale.add(own);
    texts[own] = said;
    text = applyEdits(text, modify(text, at, `%${own}%`, {}));
  }
  if (!isCheck) writeFileSync(file, text);
  const sorted = Object.fromEntries([...kept].sort().map((key) => [key, texts[key]]));
  write('package.nls.json', sorted);
  return sorted;
}

const { texts, faults: ofSources } = wordsOfSources(root);
const ofPackage = packageWords();
const keys = [...texts.keys()].sort();
for (const language of LANGUAGES) {
  translate(`l10n/bundle.l10n.${language}.json`, keys, (key) => key);
  translate(`package.nls.${language}.json`, Object.keys(ofPackage), (key) => ofPackage[key]);
}

const told = [...ofSources, ...(isCheck ? faults : [])];
for (const fault of told) console.error(fault);
if (told.length > 0) process.exitCode = 1;
if (!isCheck) console.log(`${keys.length} texts in the sources, ${Object.keys(ofPackage).length} in package.json; ${faults.filter((fault) => fault.includes('no translation')).length} translations are missing`);
