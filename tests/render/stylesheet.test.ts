/** Each page carries the rules that may fit something of it, and no others. */
import { describe, expect, test } from 'vitest';
import { renderPage } from '../../src/render/html/archived-page.ts';
import { styleRules, usedStyles } from '../../src/render/html/stylesheet.ts';
import { everyBlock } from '../fixtures/documents/every-block.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';
import { noPicture, picture } from './_documents.ts';

const used = (css: string, markup: string): string => usedStyles(styleRules(css), markup).replaceAll('\n', '');

describe('a rule', () => {
  test.each([
    ['of an element stays', 'p > b { color: red; }', 'p > b{color: red}'],
    ['of a class that the page has stays', '.one .two, .none { color: red }', '.one .two, .none{color: red}'],
    ['of a class that it lacks goes', '.one .none, .none { color: red }', ''],
    [
      'that excludes a class does not ask for it',
      '.one:not(.none):has(> .two) { top: 0 }',
      '.one:not(.none):has(> .two){top: 0}',
    ],
    ['of a page stays with its margins', '@page wide { a { content: "x y" } }', '@page wide{a{content: "x y"}}'],
    [
      'for a medium stays with those that fit',
      '@media print { .one { top: 0 } .none { top: 1 } }',
      '@media print{.one{top: 0}}',
    ],
    ['for a medium goes when none fits', '@media print { .none { top: 1 } }', ''],
    ['keeps the blanks of a string that are none of the syntax', 'b { content: "页　共" }', 'b{content: "页　共"}'],
    ['stands without remarks', '/* { */ b { /* x */ top: 0; }', 'b{top: 0}'],
  ])('%s', (_, css, expected) => expect(used(css, '<p class="one two">')).toBe(expected));

  test('without an end is refused', () => expect(() => styleRules('b { top: 0')).toThrow('no end'));
});

test('a page has half the stylesheet, in its place, whatever its title says', async () => {
  const styles = (html: string) => /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
  const log = styles(await renderPage(inspectionLog(), noPicture));
  expect(log.length).toBeLessThan(12_000);
  expect(log).toContain('@bottom-left');
  expect(log).not.toContain('.timeline');
  expect(styles(await renderPage(everyBlock(), picture))).toContain('.timeline');
  const odd = { ...inspectionLog(), title: '<style>\n/* styles */\n' };
  expect(styles(await renderPage(odd, noPicture))).toBe(log);
});
