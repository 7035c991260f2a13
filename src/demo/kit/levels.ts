/** What the levels of the story's contract mean to its people. The only file beside the story that knows their codes. */

/** What is no fault but a demand. */
export const isDemand = (level: string | undefined): boolean => level === 'P5';

/** The worst that can happen. */
export const isWorst = (level: string): boolean => level === 'P1';

/** What an alert calls critical. */
export const isGrave = (level: string): boolean => level === 'P1' || level === 'P2';
