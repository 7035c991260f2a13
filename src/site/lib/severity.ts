/** The colour of a level of severity; the style sheets have five. */
const COLOURS = 5;

/** @param severity place among the levels, the worst 0 @returns its number, from 1; further levels share the last */
export const severityNumber = (severity: number): number => Math.min(severity, COLOURS - 1) + 1;

export const severityClass = (severity: number): string => `ol-severity-${severityNumber(severity)}`;
