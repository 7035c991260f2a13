/**
 * `npm run verdicts -- WORKSPACE [--at ISO]`: walks every place of a workspace that tells of a fact (documents in their newest revision, as
 * they are drawn and in their workbooks, site, `status`, the desk's lists, reminders) and prints each fact that stands in several tones, is counted in several ways, or is coloured without a mark, and
 * each figure of the site that the second count counts otherwise. Ends with 1 when there is any. The same walk over a month is a test, `tests/recount/demo.service.test.ts`.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { machineNow, parseAt } from '../../src/pipeline/clock.ts';
import { siteContent } from '../../src/pipeline/publish/model.ts';
import { openSession } from '../../src/pipeline/session.ts';
import { status } from '../../src/pipeline/status/status.ts';
import { openRepository } from '../../src/recount/repository.ts';
import { manifestsOf } from '../faults/composing/_compared.ts';
import { compareSite } from '../recount/site/_site.ts';
import { siteWorld } from '../recount/site/_site-world.ts';
import { documentOutlets } from '../support/document-outlets.ts';
import { drawnOtherwise } from '../support/drawn-facts.ts';
import { headingCounts } from '../support/heading-counts.ts';
import { figuresBelow } from '../support/site-figures.ts';
import { FactsTold, strayStates } from '../support/told-facts.ts';
import { workbookOtherwise, workbookTables } from '../support/workbook-facts.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { at: { type: 'string' } } });
const workspace = resolve(process.env['INIT_CWD'] ?? process.cwd(), positionals[0] ?? 'workspace');
const archive = join(workspace, 'archive');

/** The folder of the newest revision by that of its document: one says otherwise than the one before, and says so. */
const newest = new Map(
  readdirSync(archive, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('document.json.gz'))
    .map(dirname)
    .toSorted((a, b) => Number(/\d+$/.exec(a)?.[0]) - Number(/\d+$/.exec(b)?.[0]))
    .map((folder) => [dirname(folder), folder]),
);

const told = new FactsTold();
const strays: string[] = [];
/** Cells of tables as they stand in the drawn pages of the documents. */
const drawn = { cells: 0, wrong: [] as string[] };
const books = { cells: 0, wrong: [] as string[] };
for (const [document, folder] of newest) {
  const bytes = readFileSync(join(archive, folder, 'document.json.gz'));
  const composed = JSON.parse(gunzipSync(bytes).toString('utf8'));
  const { sections } = composed;
  told.add(folder, sections, document);
  strays.push(...headingCounts(sections).bare.map((one) => `${folder} without a figure: ${one}`));
  const tables = workbookTables(composed);
  told.add(`${folder} workbook`, tables, document);
  const held = workbookOtherwise(tables);
  books.cells += held.cells;
  books.wrong.push(...held.wrong.map((one) => `${folder} ${one}`));
  strays.push(...strayStates(sections).map((word) => `${folder} ${word}`));
  const page = readdirSync(join(archive, folder)).find((name) => name.endsWith('.html'));
  if (page === undefined) continue;
  const own = drawnOtherwise(readFileSync(join(archive, folder, page), 'utf8'), sections);
  drawn.cells += own.cells;
  drawn.wrong.push(...own.wrong.map((one) => `${folder} ${one}`));
}
const session = await openSession(workspace);
const at = values.at === undefined ? machineNow() : parseAt(values.at);
const { model } = await siteContent(session, at);
for (const { id, pages } of model.sections) for (const page of pages) told.add(`/${id}/${page.path}`, page);
told.add('site', { ...model, sections: [] });
strays.push(...strayStates(model).map((word) => `site ${word}`));
told.add('status', await status(session, at));
const outlets = await documentOutlets(session, at, model);
await session.close();
const repository = openRepository(workspace);
const world = siteWorld(repository, manifestsOf(workspace), {
  commit: execFileSync('git', ['-C', workspace, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
  at,
});
const again = compareSite(world, figuresBelow(model));

for (const { fact, places } of told.tones)
  process.stdout.write(
    `${fact}: ${Object.entries(places)
      .map(([tone, all]) => `${tone} ${all.slice(0, 3).join(', ')}`)
      .join(' | ')}\n`,
  );
for (const { fact, said } of told.counts) process.stdout.write(`${fact}: ${said.join(' | ')}\n`);
for (const one of strays) process.stdout.write(`another tone than its state's: ${one}\n`);
for (const one of drawn.wrong) process.stdout.write(`drawn otherwise: ${one}\n`);
for (const one of books.wrong) process.stdout.write(`otherwise in the workbook: ${one}\n`);
for (const one of outlets.wrong) process.stdout.write(`otherwise at the desk or in a reminder: ${one}\n`);
for (const one of again.differences)
  process.stdout.write(`${one.figure}: the site prints ${one.printed}, counted again ${one.recounted}\n`);
for (const one of again.others) process.stdout.write(`${one}: of the site, without a second count\n`);
for (const one of told.unmarked) process.stdout.write(`without a mark: ${one}\n`);
process.stdout.write(
  `${newest.size} documents, ${told.places} places, ${told.facts} facts: ${told.tones.length} in several tones, ${told.counts.length} in several counts, ${told.unmarked.length} without a mark; ${strays.length} states in another tone; ${drawn.cells} cells drawn, ${drawn.wrong.length} otherwise than composed; ${books.cells} in workbooks, ${books.wrong.length} otherwise; ${outlets.lines} lines of desk and reminders, ${outlets.wrong.length} otherwise; ${again.compared} figures of the site counted again, ${again.differences.length} differ\n`,
);
process.exitCode =
  told.tones.length +
    told.counts.length +
    told.unmarked.length +
    strays.length +
    drawn.wrong.length +
    books.wrong.length +
    outlets.wrong.length +
    again.differences.length +
    again.others.length >
  0
    ? 1
    : 0;
