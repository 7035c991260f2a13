/** The desk's sheets are joined into one: a class of one part must not be restyled by another part that took the same name. */
import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const FOLDER = new URL('../../templates/desk/', import.meta.url);
/** A rule whose whole selector is one class: what that class is. */
const OWN = /^\.([\w-]+) \{/gm;

const files = async (end: string): Promise<{ name: string; text: string }[]> => {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(end));
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(new URL(name, FOLDER), 'utf8') })));
};

it('each class is what one sheet says it is', async () => {
  const sheets = new Map<string, Set<string>>();
  for (const { name, text } of await files('.css')) {
    for (const [, own] of text.matchAll(OWN)) {
      sheets.set(own as string, (sheets.get(own as string) ?? new Set()).add(name));
    }
  }
  expect(sheets.size).toBeGreaterThan(50);
  expect([...sheets].filter(([, where]) => where.size > 1).map(([own, where]) => [own, ...where])).toEqual([]);
});

it('every table is a list of cards where the screen is narrow, each cell with the name of its column', async () => {
  // The printed sheet alone is filled in on paper.
  const tables = (await files('.hbs'))
    .filter(({ name }) => name !== 'checks-sheet.hbs')
    .flatMap(({ name, text }) => [...text.matchAll(/<table[\s\S]*?<\/table>/g)].map(([table]) => ({ name, table })));
  expect(tables.length).toBeGreaterThanOrEqual(17);
  const unnamed = tables.filter(
    ({ table }) =>
      !/^<table class="ol-table ol-cards/.test(table) ||
      /<td(?!><\/td>)(?![^>]*(ol-card-title| data-label=))/.test(table),
  );
  expect(unnamed.map(({ name }) => name)).toEqual([]);
});
