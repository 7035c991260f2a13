/** What both sides agreed on in the story is confirmed by the same proof as anywhere. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { agreements } from '../../src/demo/story/agreements.ts';
import { writeAgreement } from '../../src/demo/write.ts';
import { missingScans } from '../../src/pipeline/verify/agreement-scans.ts';
import { open } from '../pipeline/_workspace.ts';
import { demoMonth } from '../support/demo-month.ts';

it('counts as confirmed once it is written, by the paper on the receipt of the letter', async () => {
  const session = await open(join(await demoMonth(), 'w'));
  const at = '2026-01-05T09:00:00+08:00';
  for (const one of agreements) await writeAgreement(session, { ...one, at, confirmedOn: '2026-01-04' });
  const later = await session.reopened();
  const confirmed = later.workspace.contract.interpretations.filter((one) => one.confirmed).map(({ id }) => id);
  expect(confirmed).toEqual(agreements.map(({ id }) => id));
  expect(await missingScans(later)).toEqual([]);
  await later.close();
});
