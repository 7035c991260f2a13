/** 首页 of a day after the service asks for nothing of that day. */
import { expect, it } from 'vitest';
import { compose, siteFacts } from '../../support/site-parts.ts';

it.each([
  ['2027-08-31', true],
  ['2027-09-01', false],
])('on %s the inspection and the people of the day are asked for: %s', (today, asked) => {
  const { shows } = compose(siteFacts({ today, now: `${today}T18:00:00+08:00` })).board;
  expect(shows).toMatchObject({ inspection: asked, duty: asked, findings: true });
});
