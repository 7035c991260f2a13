import { type Look, toneMarks } from './look.ts';

/**
 * 事后改动, wherever it is told: a value that took the place of another moves nothing, and is to be known; what the supplier claims in
 * place of what was vouched for is open until the purchaser says so.
 */
export const toldLooks = {
  changed: { word: '事后改动', tone: 'muted', mark: toneMarks.muted },
  claimed: { word: '事后改动', tone: 'attention', mark: toneMarks.attention },
} as const satisfies Record<string, Look>;

/** @param told how many values of the record are claimed otherwise than they were vouched for */
export const toldLook = ({ claims }: { claims: number }): Look => (claims > 0 ? toldLooks.claimed : toldLooks.changed);
