import { describe, expect, it } from 'vitest';
import waiver from '../../../src/records/kinds/waiver.ts';
import { waiverKey, waiverTexts } from '../../../src/sections/lists/waivers.ts';
import { maskFor } from '../../../src/sections/parts/mask.ts';

const { example } = waiver;

describe('a waiver in one sentence', () => {
  it('says when, by whom and why', () => {
    expect(waiverTexts([example], maskFor('supplier', [])).get(waiverKey(example))).toBe(
      `2026-11-23 采购人项目负责人（⟦采购人⟧）同意：${example.reason}`,
    );
  });

  it('names nobody to an auditor, and is the first of two', () => {
    const text = waiverTexts([example, { ...example, reason: '再次登记' }], maskFor('audit', [])).get(
      waiverKey(example),
    );
    expect(text).not.toContain('采购人项目负责人');
    expect(text).toContain(example.reason);
  });
});
