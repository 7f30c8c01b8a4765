// Stands in for a command-line agent: notes its arguments, its folder, and the prompt file that they name.
// usage: standInAgent.mjs OUT.json [argument…], with STAND_IN_EXIT as the exit code
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const [out, ...args] = process.argv.slice(2);
const named = args.map((arg) => /^Read the file (.+) and do exactly what it says\.$/s.exec(arg)?.[1] ?? arg).find((arg) => arg.endsWith('.md') && existsSync(arg));
const seen = { args, cwd: process.cwd(), prompt: named === undefined ? null : readFileSync(named, 'utf8') };
writeFileSync(`${out}.new`, JSON.stringify(seen));
renameSync(`${out}.new`, out);
process.exitCode = Number(process.env.STAND_IN_EXIT ?? 0);
