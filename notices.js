// The licences of the code of others that the bundles hold, found in what esbuild says that it bundled.
const fs = require('node:fs');
const path = require('node:path');

/** What may be shipped with a product under the MIT licence without asking anybody. */
const PERMITTED = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'CC-BY-4.0']);

/** CC-BY-4.0 asks for the author, the licence by its address (section 3(a)(1)), and word of changes; its 19 KB of text need not be there. */
const BY_ADDRESS = /^\uFEFF?Attribution 4\.0 International\n/;
const ccBy = ({ author }) => `By ${author?.name ?? author}, under the Creative Commons Attribution 4.0 International licence,
https://creativecommons.org/licenses/by/4.0/legalcode. What is not used was left out.`;

/** The folders of packages of which at least one byte is in a bundle, relative to the project. */
function bundledPackages(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) => Object.values(outputs).flatMap((output) => Object.entries(output.inputs)));
  const folders = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).flatMap(([file]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/** A package with the texts of its licence files; one that has none, or a licence that is not permitted, is an error. */
function licenceOf(folder) {
  const about = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const { name, version, license } = about;
  if (!PERMITTED.has(license)) throw new Error(`${name} ${version} is bundled, and its licence (${license}) is not among those that may be`);
  const files = fs.readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
  if (files.length === 0) throw new Error(`${name} ${version} is bundled, and has no licence file`);
  const texts = files.map((file) => fs.readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n'));
  return { name, version, license, text: texts.map((text) => (BY_ADDRESS.test(text) ? ccBy(about) : text).trim()).join('\n\n') };
}

/** The text of THIRD-PARTY-NOTICES.txt. Packages with the same words share them. */
function noticesOf(folders) {
  const byText = new Map();
  for (const { name, version, license, text } of folders.map(licenceOf)) byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  const line = `\n${'-'.repeat(80)}\n\n`;
  const parts = [...byText].map(([text, packages]) => `${packages.join('\n')}\n\n${text}\n`);
  return `Implementation Orchestrator holds code and pictures of the following packages.\n${line}${parts.join(line)}`;
}

/** Writes the notices of what the builds hold. */
function writeNotices(file, results) {
  fs.writeFileSync(file, noticesOf(bundledPackages(results.map(({ metafile }) => metafile))));
}

module.exports = { bundledPackages, licenceOf, noticesOf, writeNotices };
