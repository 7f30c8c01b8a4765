// Runs one benchmark, in a process of its own, and hands its rows to run.mjs.
import { createRequire } from 'node:module';

const { bench } = createRequire(import.meta.url)(process.argv[2]);
process.send(await bench(), () => process.disconnect());
