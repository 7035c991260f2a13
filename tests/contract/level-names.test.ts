/** The contract is data: no code knows a level, a class or a quota of any contract by its name. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** What older files meant is told by the steps that lift them, and the story of the demo is the first contract's. */
const EXEMPT = /^src\/(demo\/|contract\/terms\/lifts\/lift-|recount\/levels\/today\.ts)/;

/** Words of the first contract; 适用性调整 is a cause in the field at large, too. */
const NAMES = /\bP[1-5]\b|重大故障|年度限额|[一二三四五]级故障/;

/** Literals without comments; an example beside a field, and one named as an example in a message, may be anybody's. */
function literalsOf(code: string): string[] {
  const bare = code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
  const found = bare.matchAll(/(example: |level: )?('(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*")/g);
  return [...found].flatMap(([, before, text = '']) =>
    before !== undefined || /例如|^'P\d–/.test(text) ? [] : [text],
  );
}

const files = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && /\.(ts|mjs|astro|hbs)$/.test(one.name))
    .map((one) => relative(root, join(one.parentPath, one.name)));

test.each(['src', 'reports', 'templates', 'jobs'])('%s', (folder) => {
  const found = files(folder)
    .filter((file) => !EXEMPT.test(file))
    .flatMap((file) =>
      literalsOf(readFileSync(join(root, file), 'utf8'))
        .filter((text) => NAMES.test(text))
        .map((text) => `${file}: ${text}`),
    );
  expect(found).toEqual([]);
});

test('finds one in a literal, and none in a comment or an example', () => {
  const code = "/* P1 */ const a = 'P1'; // P2\nx({ example: 'P3' });\nconst b = `按 P4`;";
  expect(literalsOf(code).filter((text) => NAMES.test(text))).toEqual(["'P1'", '`按 P4`']);
});
