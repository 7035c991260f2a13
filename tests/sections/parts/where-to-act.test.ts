/** Where to sign and to confirm: at the desk only where there is one, on paper everywhere. */
import { expect, it } from 'vitest';
import { maskFor } from '../../../src/sections/parts/mask.ts';
import { whereToDecide, whereToSign } from '../../../src/sections/parts/where-to-act.ts';

const [purchaser, audit] = [maskFor('purchaser'), maskFor('audit')];
const textOf = (blocks: unknown): string => JSON.stringify(blocks);

it('leads to the desk where somebody has an account, and says what to do without one', () => {
  const served = textOf(whereToSign({ hasDesk: true, mask: purchaser }));
  expect(served).toContain('/desk/receive');
  expect(served).toContain('没有账号的');
  const plain = textOf(whereToSign({ hasDesk: false, mask: purchaser }));
  expect(plain).not.toContain('/desk');
  expect(plain).toContain('扫描件交⟦供应商⟧登记');
  // An auditor's account opens none of it.
  expect(textOf(whereToSign({ hasDesk: true, mask: audit }))).not.toContain('/desk');
});

it('leads to the pages of what waits, and to no other', () => {
  const of = (hasDesk: boolean, ...kinds: string[]) => textOf(whereToDecide({ hasDesk, mask: purchaser }, kinds));
  expect(of(true, 'reading')).toContain('/desk/interpretations');
  expect(of(true, 'reading')).not.toContain('/desk/waivers');
  expect(of(true, 'fault', 'waiver')).toMatch(/desk\/incidents.*desk\/waivers/);
  for (const given of [of(true, 'expense', 'device'), of(false, 'reading')]) {
    expect(given).not.toContain('/desk');
    expect(given).toContain('书面答复');
  }
  expect(of(true)).toBe('[]');
});
