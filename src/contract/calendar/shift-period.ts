/** PERIOD of a document that is made for each shift of a day: `2026-11-24-s2`. Pure. */
const SHIFT = /^(\d{4}-\d\d-\d\d)-s\d+$/;

export const isShiftPeriod = (period: string): boolean => SHIFT.test(period);

/** The day of a shift; of what is none the period itself. */
export const withoutShift = (period: string): string => SHIFT.exec(period)?.[1] ?? period;
