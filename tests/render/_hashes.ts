/** Run as a program: renders the fixtures and prints the hashes of all their files. Other processes, other time zones. */
import { openRenderer } from '../../src/render/renderer.ts';
import { everyBlock } from '../fixtures/documents/every-block.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';
import { CACHE, picture, sha256 } from './_documents.ts';

const renderer = await openRenderer({ cacheDir: CACHE });
const all = await Promise.all([inspectionLog(), everyBlock()].map((doc) => renderer.render(doc, picture)));
await renderer.close();
console.log(JSON.stringify(all.flatMap((files) => [files.html, files.pdf, files.xlsx].map(sha256))));
