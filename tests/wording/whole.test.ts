import { describe, expect, it } from 'vitest';
import { wholeParts } from '../../src/wording/whole.ts';

const wholes = (text: string) => wholeParts(text).flatMap((part) => (part.whole ? [part.text] : []));

describe('text in parts', () => {
  it('keeps days, times and numbers whole, and loses nothing', () => {
    const text =
      '2026-11-10 14:05 至 2026-11-10 14:50，许可 XK-20261109-002，备份集 mysql-nightly-20261110-0240，第 3 次';
    expect(wholes(text)).toEqual(['2026-11-10 14:05', '2026-11-10 14:50', 'XK-20261109-002', '20261110-0240']);
    expect(
      wholeParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });

  it('keeps the number of a document with its revision', () => {
    expect(wholes('见 HQSF-ZD-20260702-001-x1-r2、HQSF-YB-202602-r1')).toEqual([
      'HQSF-ZD-20260702-001-x1-r2',
      'HQSF-YB-202602-r1',
    ]);
  });

  it('leaves other text in one part', () => {
    expect(wholeParts('应用服务器 3')).toEqual([{ text: '应用服务器 3', whole: false }]);
    expect(wholeParts('')).toEqual([]);
  });
});
