import { expect, test } from 'vitest';
import { doctor } from '../../../src/pipeline/doctor/doctor.ts';

test('the browser that came with the packages is really started', async () => {
  const { checks } = await doctor();
  const found = checks.find((entry) => entry.id === 'browser');
  expect(found?.detail).toMatch(/^(Headless)?Chrome\/\d+[\d.]*（随附），能够运行/);
  expect(found?.state).not.toBe('missing');
});
