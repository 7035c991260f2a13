/** What a contract calls its parties and kinds of duty is data: no text of the program has a word of its own for them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { markedWords, plainWords, sayAllIn, sayIn, wordsOf } from '../../src/contract/party-words.ts';
import { liftRequirements } from '../../src/contract/terms/lifts/lift-terms.ts';
import { datedExample, recordExample } from '../../src/pipeline/record/example.ts';
import { isUnchangedExample } from '../../src/pipeline/record/unchanged-example.ts';
import type { RecordKind } from '../../src/records/record.ts';
import permit from '../../src/subjects/permits/kinds/permit.ts';
import { runs } from '../support/runs.ts';
import { starter } from './_starter.ts';

const parties = { purchaser: '某单位', supplier: '某公司', supervisor: null };
const factory = wordsOf({
  parties: { ...parties, called: { purchaser: '甲方', supplier: '乙方' } },
  requirements: { duties: { resident: '驻厂' } },
} as never);

describe('the example of a record', () => {
  const kind = permit as unknown as RecordKind;
  const bundle = starter();
  bundle.contract = { ...bundle.contract, parties: { ...parties, called: { purchaser: '甲方', supplier: '乙方' } } };

  it('is shown in the words of the contract', () => {
    const text = recordExample(kind, datedExample(kind, '2026-11-25T09:00:00+08:00', bundle), bundle);
    expect(text).toContain('甲方');
    expect(text).not.toMatch(/采购人|供应商|[⟦⟧]/);
  });

  it('is no record, in whatever words it was shown', () => {
    const shown = datedExample(kind, '2026-11-25T09:00:00+08:00', bundle) as unknown as Record<string, unknown>;
    expect(isUnchangedExample(kind, shown, wordsOf(bundle.contract))).toBe(true);
    expect(isUnchangedExample(kind, { ...kind.example }, wordsOf(bundle.contract))).toBe(true);
    expect(isUnchangedExample(kind, { ...shown, reason: '别的事' }, wordsOf(bundle.contract))).toBe(false);
  });
});

describe('the words of a contract', () => {
  it('are those of its data, and the plain ones for the rest', () => {
    expect(sayIn(factory, '⟦采购人⟧退回，⟦供应商⟧修订；⟦监理⟧意见；⟦现场⟧出勤、⟦值班⟧、⟦后备支持⟧')).toBe(
      '甲方退回，乙方修订；监理意见；驻厂出勤、值班、后备支持',
    );
    expect(wordsOf({ parties, requirements: undefined } as never)).toEqual(plainWords);
  });

  it('of the first contract are as its paper has them, and as its older files had', () => {
    expect(wordsOf(starter().contract)).toMatchObject({ ...plainWords, 现场: '驻点', clauses: expect.anything() });
    const lifted = liftRequirements({ clauses: [{ id: '1', topics: ['attendance'] }] });
    expect(lifted).toMatchObject({ requirements: { duties: { resident: '驻点' } } });
  });

  it('change nothing that bears no mark', () => {
    const value = { text: '采购人项目负责人', rows: [{ cells: { a: 1, b: null, c: undefined } }], tone: ['供应商'] };
    expect(sayAllIn(factory, value)).toBe(value);
    fc.assert(
      fc.property(fc.jsonValue(), (any) => {
        expect(sayAllIn(factory, any)).toEqual(any);
      }),
      { numRuns: runs(10) },
    );
  });

  it('replace every mark in a value, and leave its shape', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...markedWords, '，', '文')), (parts) => {
        const marked = parts.map((one) => (one.length > 1 ? `⟦${one}⟧` : one)).join('');
        const said = sayAllIn(factory, { a: [marked, '文'], b: { c: marked, d: '文' } });
        expect(said.a[0]).toBe(said.b.c);
        expect(said.a[0]).not.toMatch(/[⟦⟧]/);
      }),
      { numRuns: runs(10) },
    );
  });
});

const root = join(import.meta.dirname, '../..');
/**
 * The demo year is the first contract's; the second count shares no words; search and import know what people and papers say;
 * `src/contract/terms` has the names of the keys themselves; definitions of figures are prose of the manual.
 */
const OUTSIDE =
  /^src\/(demo|recount|search\/ask|drafts|contract\/terms)\/|^src\/contract\/party-words|^src\/.*\/definitions\.ts$/;

/** Texts of a file of code that name a party or a kind of duty without its mark, but for examples of what a person fills in. */
function bareIn(text: string): string[] {
  const bare = /(?<!⟦)(采购人|供应商|监理|驻点)/;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (bare.test(node.text) && !isExample(node)) found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('any.ts', text, ts.ScriptTarget.Latest, true));
  return found;
}

const FIELDS = new Set(['line', 'prose', 'person', 'time', 'phone']);

function isExample(node: ts.Node): boolean {
  for (let here = node; here.parent !== undefined; here = here.parent) {
    const { parent } = here;
    if (ts.isPropertyAssignment(parent) && parent.name.getText() === 'example') return true;
    if (ts.isParameter(parent) && parent.name.getText() === 'example') return true;
    const isField = ts.isCallExpression(parent) && FIELDS.has(parent.expression.getText());
    if (isField && parent.arguments.indexOf(here as ts.Expression) > 0) return true;
  }
  return false;
}

/** The plain word itself, by which a person may say the same: `--side 采购人`; what a frame without words of its own says. */
const PLAIN = new Set(['src/cli/commands/waive.ts', 'src/pack/make/asked-kinds.ts', 'src/render/front.ts']);

it.each(['src', 'reports', 'jobs', 'templates'])('no text in %s has words of its own for them', (folder) => {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
    (name) => `${folder}/${name}`,
  );
  const code = files.filter((file) => /\.(ts|mjs)$/.test(file) && !OUTSIDE.test(file) && !PLAIN.has(file));
  const markup = files.filter((file) => /\.(astro|hbs)$/.test(file));
  const said = code.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return /采购人|供应商|监理|驻点/.test(text) ? bareIn(text).map((one) => `${file}: ${one}`) : [];
  });
  // What the desk draws goes out with the marks replaced (`server/desk/frame.ts`); of site and documents the data alone does.
  const unmarked = (file: string): string => {
    const text = readFileSync(join(root, file), 'utf8');
    return file.startsWith('templates/desk/') ? text.replaceAll(/⟦[^⟧]*⟧/g, '') : text;
  };
  const drawn = markup.filter((file) => /采购人|供应商|驻点/.test(unmarked(file)));
  expect([...said, ...drawn]).toEqual([]);
});
