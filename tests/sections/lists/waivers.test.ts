import { describe, expect, it } from 'vitest';
import { waiverTexts } from '../../../src/sections/lists/waivers.ts';
import { periodKey } from '../../../src/subjects/deliveries/judge/claimed-waivers.ts';
import waiver from '../../../src/subjects/signing/kinds/waiver.ts';

const { example } = waiver;

describe('a waiver in one sentence', () => {
  it('says when, by whom and why', () => {
    expect(waiverTexts([example]).get(periodKey(example))).toBe(
      `2026-11-23 采购人项目负责人（⟦采购人⟧）同意：${example.reason}`,
    );
  });

  it('of two is the first', () => {
    const text = waiverTexts([example, { ...example, reason: '再次登记' }]).get(periodKey(example));
    expect(text).toContain(example.reason);
  });
});
