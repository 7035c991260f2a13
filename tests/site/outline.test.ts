import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/site/lib/outline.ts';

const heading = (depth: number, slug: string) => ({ depth, slug, text: slug });
const shapeOf = (...headings: ReturnType<typeof heading>[]) =>
  outlineOf(headings).map(({ slug, children }) => [slug, ...children.map((child) => child.slug)]);

describe('the outline of a page', () => {
  it('has each part, and below it its own', () => {
    expect(shapeOf(heading(2, 'a'), heading(3, 'a1'), heading(3, 'a2'), heading(2, 'b'))).toEqual([
      ['a', 'a1', 'a2'],
      ['b'],
    ]);
  });

  it('leaves out the title and what lies deeper', () => {
    expect(shapeOf(heading(1, 'title'), heading(2, 'a'), heading(4, 'deep'), heading(3, 'a1'))).toEqual([['a', 'a1']]);
  });

  it('keeps a small heading that comes before any part', () => {
    expect(shapeOf(heading(3, 'first'), heading(3, 'second'), heading(2, 'a'), heading(3, 'a1'))).toEqual([
      ['first'],
      ['second'],
      ['a', 'a1'],
    ]);
  });
});
