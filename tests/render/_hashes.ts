/**
 * Run as a program, with names of time zones: renders the fixtures in each and prints the hashes of all their files, and the hour of
 * one moment in each zone.
 */
import { openRenderer } from '../../src/render/renderer.ts';
import { everyBlock } from '../fixtures/documents/every-block.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';
import { CACHE, picture, sha256 } from './_documents.ts';

const renderer = await openRenderer({ cacheDir: CACHE });
const [hours, hashes]: [number[], string[][]] = [[], []];
for (const zone of process.argv.slice(2)) {
  process.env['TZ'] = zone;
  const moment = new Date('2026-11-24T01:32:00Z');
  hours.push(moment.getDate() * 24 + moment.getHours());
  const all = await Promise.all([inspectionLog(), everyBlock()].map((doc) => renderer.render(doc, picture)));
  hashes.push(all.flatMap((files) => [files.html, files.pdf, files.xlsx].map(sha256)));
}
await renderer.close();
console.log(JSON.stringify({ hours, hashes }));
